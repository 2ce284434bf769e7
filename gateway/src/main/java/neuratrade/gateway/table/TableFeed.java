package neuratrade.gateway.table;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.thread.LastingThread;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
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

  private final Map<String, Object> kafka;
  private final String topic;
  private final @Nullable Topic own;
  private final Table<C> table;
  private final TableSink<C> sink;
  private final LastingThread thread;

  /** Whether others know of the table; the feed's thread alone asks. */
  private boolean told;

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
    this.thread = new LastingThread(topic + "-feed", this::follow);
  }

  /** Returns at once. */
  public void start() {
    thread.start();
  }

  /** Whether the feed's thread has ended though nobody closed it. */
  public boolean isDead() {
    return thread.isDead();
  }

  /** Ends by an exception only. */
  private void follow() throws InterruptedException {
    if (own != null) {
      create(own);
    }
    try (TableReader<C> reader = new TableReader<>(kafka, topic, table)) {
      reader.begin();
      while (!reader.hasCaughtUp()) {
        tell(reader.poll());
      }
      table.loaded();
      LOG.info("{} is loaded: {}", topic, table);
      told = true;
      sink.loaded();
      while (true) {
        tell(reader.poll());
      }
    }
  }

  /**
   * Before the table was whole for the first time nobody asked for changes. When it is read again
   * there are some who know of it how it was, and who miss what happened since.
   */
  private void tell(List<C> changes) throws InterruptedException {
    if (told && !changes.isEmpty()) {
      sink.changed(changes);
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

  /** Has it end, and does not wait for that. */
  public void end() {
    thread.end();
  }

  @Override
  public void close() {
    thread.close();
  }
}
