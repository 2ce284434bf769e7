package neuratrade.gateway.feed;

import java.util.List;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.Positions;

/** Where the feed brings what it read. */
@FunctionalInterface
public interface Sink {

  /**
   * Takes one poll's records, and how far the feed is behind them. Waits when it cannot keep up.
   */
  void publish(List<Frame> frames, Positions after) throws InterruptedException;
}
