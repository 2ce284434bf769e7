package neuratrade.gateway.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.hub.State;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one table at its topic's newest, on a thread of its own, for as long as the gateway lives:
 * it reads the topic from the beginning, in no group and committing nothing, and again from the
 * beginning when it lost its place. A topic that is not there is awaited; its worker creates it,
 * with as many partitions as its input has.
 */
final class StateFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final String topic;
  private final StateTable table;
  private final StateSink sink;
  private final ExecutorService executor;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile boolean dead;

  StateFeed(Map<String, Object> kafka, String topic, StateTable table, StateSink sink) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
    this.table = table;
    this.sink = sink;
    this.executor = Executors.newSingleThreadExecutor(task -> new Thread(task, topic + "-feed"));
  }

  /** Returns at once. */
  void start() {
    executor.execute(this::run);
  }

  /** Whether the feed's thread has ended though nobody closed it. */
  boolean isDead() {
    return dead;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      do {
        try {
          follow();
        } catch (InterruptException e) {
          return;
        } catch (StateTopicMissingException e) {
          LOG.debug("{}, it is awaited", e.getMessage());
          pause = FIRST_PAUSE.multipliedBy(5);
        } catch (RuntimeException e) {
          pause = table.isLoaded() ? FIRST_PAUSE : longer(pause);
          LOG.warn("{} is not read, next try in {} ms", topic, pause.toMillis(), e);
        }
      } while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the feed of {} was told to end", topic);
    } finally {
      dead = ending.getCount() > 0;
    }
  }

  /** Ends by an exception only. */
  private void follow() throws InterruptedException {
    try (StateReader reader = new StateReader(kafka, topic, table)) {
      while (!reader.hasCaughtUp()) {
        // What is told of is what changes after the table is whole.
        List<State> unused = reader.poll();
      }
      table.loaded();
      LOG.info("{}: {} aggregates in {} bytes", topic, table.size(), table.bytes());
      sink.loaded();
      while (true) {
        boolean full = table.isFull();
        List<State> changes = reader.poll();
        if (!changes.isEmpty()) {
          sink.changed(changes);
        }
        if (table.isFull() && !full) {
          LOG.error("{}: the table is full and leaves aggregates out of snapshots", topic);
        }
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** Has it end, and does not wait for that. */
  void end() {
    // Once: a second interrupt would meet the consumer while it closes.
    if (!executor.isShutdown()) {
      ending.countDown();
      var unused = executor.shutdownNow();
    }
  }

  @Override
  public void close() {
    end();
    try {
      if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("the feed of {} did not end within {} s", topic, CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
