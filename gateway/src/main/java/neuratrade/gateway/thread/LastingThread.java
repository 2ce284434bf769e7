package neuratrade.gateway.thread;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one work until it is closed. When the work fails it is begun again after a
 * pause, which doubles up to 5 s as long as the work fails sooner than that.
 */
public final class LastingThread implements AutoCloseable {

  /** Ends by an exception only; it is interrupted when it has to end. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(LastingThread.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final String name;
  private final Work work;
  private final ExecutorService executor;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile boolean dead;

  public LastingThread(String name, Work work) {
    this.name = name;
    this.work = work;
    this.executor = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  /** Returns at once. */
  public void start() {
    executor.execute(this::run);
  }

  /** Whether the thread has ended though nobody closed it. */
  public boolean isDead() {
    return dead;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      do {
        long begun = System.nanoTime();
        try {
          work.run();
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          boolean atOnce = System.nanoTime() - begun < LONGEST_PAUSE.toNanos();
          pause = atOnce ? longer(pause) : FIRST_PAUSE;
          LOG.warn("{} failed, next try in {} ms", name, pause.toMillis(), e);
        }
      } while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("{} was told to end", name);
    } finally {
      dead = ending.getCount() > 0;
    }
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** Has it end, and does not wait for that. */
  public void end() {
    // Once: a second interrupt would meet a Kafka client while it closes.
    if (!executor.isShutdown()) {
      ending.countDown();
      var unused = executor.shutdownNow();
    }
  }

  /** Waits up to 10 s for the end. */
  @Override
  public void close() {
    end();
    Closing.await(executor, name, CLOSING);
  }
}
