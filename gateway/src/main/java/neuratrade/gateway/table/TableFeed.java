package neuratrade.gateway.table;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one table at its topic's newest, on a thread of its own, for as long as the gateway lives:
 * it reads the topic from the beginning, in no group and committing nothing, and again from the
 * beginning when it lost its place. A topic that is not there is awaited.
 */
public final class TableFeed<C> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableFeed.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final String topic;
  private final @Nullable Topic own;
  private final Table<C> table;
  private final TableSink<C> sink;
  private final ExecutorService executor;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile boolean dead;

  /**
   * @param kafka what every client of Kafka needs, {@code bootstrap.servers} first
   * @param own how the topic is created if it is missing; null if it is another's to create
   */
  public TableFeed(
      Map<String, Object> kafka,
      String topic,
      @Nullable Topic own,
      Table<C> table,
      TableSink<C> sink) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
    this.own = own;
    this.table = table;
    this.sink = sink;
    this.executor = Executors.newSingleThreadExecutor(task -> new Thread(task, topic + "-feed"));
  }

  /** Returns at once. */
  public void start() {
    executor.execute(this::run);
  }

  /** Whether the feed's thread has ended though nobody closed it. */
  public boolean isDead() {
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
        } catch (TopicMissingException e) {
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
    if (own != null) {
      create(own);
    }
    try (TableReader<C> reader = new TableReader<>(kafka, topic, table)) {
      while (!reader.hasCaughtUp()) {
        // What is told of is what changes after the table is whole.
        List<C> unused = reader.poll();
      }
      table.loaded();
      LOG.info("{} is loaded: {}", topic, table);
      sink.loaded();
      while (true) {
        List<C> changes = reader.poll();
        if (!changes.isEmpty()) {
          sink.changed(changes);
        }
      }
    }
  }

  private void create(Topic missing) {
    Admin admin = Admin.create(kafka);
    try {
      new TopicSetup(admin).create(List.of(missing));
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** Has it end, and does not wait for that. */
  public void end() {
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
