package neuratrade.gateway.state;

import java.util.List;
import neuratrade.gateway.hub.State;

/** Where is told what changes once a table is loaded. */
public interface StateSink {

  /** Takes what one poll changed, in order. Waits when it cannot keep up. */
  void changed(List<State> states) throws InterruptedException;

  /** A table that could not answer before can do so now. */
  void loaded();
}
