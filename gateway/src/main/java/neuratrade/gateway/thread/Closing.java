package neuratrade.gateway.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, with a bound, for the end of what was told to end, and says what did not. */
public final class Closing {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
  private static final Duration CONSUMER = Duration.ofSeconds(2);

  private Closing() {}

  /** Waits for the threads of an executor that takes no more work. */
  public static void await(ExecutorService executor, String name, Duration bound) {
    try {
      if (!executor.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("{} did not end within {} s", name, bound.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes a consumer of the thread that may have been interrupted to end. */
  public static void close(Consumer<?, ?> consumer) {
    // An interrupt has said what it had to say, and would keep the consumer from closing.
    boolean interrupted = Thread.interrupted();
    consumer.close(CloseOptions.timeout(CONSUMER));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
