package neuratrade.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a worker's fold over a topic, exactly once: new states, notifications, dead letters and the
 * input's offsets are one Kafka transaction. It owns two threads and its Kafka clients. What cannot
 * be retried here ends the stage ({@code onFatal}), and the next owner starts from what is
 * committed.
 */
public final class Stage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(8);
  private static final Duration CLIENT_CLOSE_BOUND = Duration.ofSeconds(2);

  private final StageSettings settings;
  private final Consumer<Batch> worker;
  private final Consumer<Throwable> onFatal;
  private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
  private final StageMeters meters;
  private final StageThreads threads;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  private volatile boolean ready;
  private volatile boolean failed;
  private volatile long turnNanos = System.nanoTime();

  /**
   * A stage that is not running yet.
   *
   * @param worker folds each batch that it is given, on the calling thread, by {@link Batch#fold}
   * @param registry where its meters stand while it lives
   * @param onFatal hears once, on the stage's thread, that the stage cannot go on; the process
   *     should end
   */
  public Stage(
      StageSettings settings,
      Consumer<Batch> worker,
      MeterRegistry registry,
      Consumer<Throwable> onFatal) {
    this(
        settings,
        worker,
        registry,
        onFatal,
        properties ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * The same with a transactional producer of another make, for trying out faults between it and
   * the broker.
   */
  public Stage(
      StageSettings settings,
      Consumer<Batch> worker,
      MeterRegistry registry,
      Consumer<Throwable> onFatal,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    this.settings = settings;
    this.worker = worker;
    this.onFatal = onFatal;
    this.producers = producers;
    this.meters = new StageMeters(registry, settings.service());
    this.threads = new StageThreads(settings.service());
  }

  /** Starts polling, on a thread of the stage's own. */
  public void start() {
    start(List.of());
  }

  /**
   * The same for topics that may not be there yet.
   *
   * @param created before, those of them that are missing
   */
  public void start(List<Topic> created) {
    threads.loop(() -> run(created));
  }

  /** Whether the first assignment is restored; an instance without partitions is ready too. */
  public boolean isReady() {
    return ready && !failed;
  }

  /** Whether the loop still turns. */
  public boolean isAlive() {
    return !failed && System.nanoTime() - turnNanos < StageSettings.WATCHDOG.toNanos();
  }

  /**
   * Stops polling, finishes or aborts the batch in hand, leaves the group, and waits for all that,
   * with a bound.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stopping.countDown();
      threads.close(CLOSE_BOUND);
      meters.close();
    }
  }

  private void run(List<Topic> created) {
    try {
      runUntilStopped(created);
    } catch (RuntimeException | Error e) {
      failed = true;
      LOG.error("the stage over {} cannot go on", settings.topics().input(), e);
      onFatal.accept(e);
    }
  }

  /** A client that is closed with a bound, after those that were opened later. */
  private interface Client extends AutoCloseable {
    @Override
    void close();
  }

  @SuppressWarnings("try") // the clients are named for being closed
  private void runUntilStopped(List<Topic> created) {
    Admin admin = Admin.create(Map.copyOf(settings.client()));
    try (Client first = () -> admin.close(CLIENT_CLOSE_BOUND)) {
      Producer<byte[], byte[]> producer = producers.apply(settings.transactionalProducer());
      try (Client second = () -> producer.close(CLIENT_CLOSE_BOUND);
          Ticker ticker = new Ticker(settings)) {
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try (Client third = () -> leave(consumer)) {
          loop(setUp(admin, created), admin, producer, ticker, consumer);
        }
      }
    }
  }

  /** The number of partitions of the input. */
  private int setUp(Admin admin, List<Topic> created) {
    TopicSetup setup = new TopicSetup(admin);
    if (!created.isEmpty()) {
      setup.create(created);
    }
    StageTopics topics = settings.topics();
    return setup.check(topics.input(), topics.state(), topics.deadLetters());
  }

  private void loop(
      int partitions,
      Admin admin,
      Producer<byte[], byte[]> producer,
      Ticker ticker,
      KafkaConsumer<byte[], byte[]> consumer) {
    StageTopics topics = settings.topics();
    Transactions transactions = new Transactions(producer, threads.committer(), meters);
    transactions.init();
    StageLoop loop =
        new StageLoop(
            consumer,
            transactions,
            new Restore(settings, admin, meters, this::turned),
            ticker,
            new Folder(new Outputs(settings.service(), topics), partitions),
            worker,
            meters,
            new LagWatch(admin, meters),
            stopping,
            () -> ready = true);
    consumer.subscribe(List.of(topics.input()), loop);
    while (stopping.getCount() > 0) {
      turned();
      loop.turn();
    }
    loop.finish();
  }

  private void turned() {
    turnNanos = System.nanoTime();
  }

  /** A static member would otherwise hold its partitions until its session times out. */
  private static void leave(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.close(
        CloseOptions.timeout(CLIENT_CLOSE_BOUND)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
