package neuratrade.pipeline.connector;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a stage cannot go on, so that whoever keeps it running starts it afresh.
 */
@ApplicationScoped
public class FatalExit implements Consumer<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(FatalExit.class);
  private static final int CODE = 70;

  @Override
  public void accept(Throwable cause) {
    LOG.error("ending this process: {}", cause.toString());
    io.quarkus.runtime.Quarkus.asyncExit(CODE);
  }
}
