package neuratrade.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a worker's fold over a topic, exactly once: new states, notifications, dead letters and the
 * input's offsets are one Kafka transaction.
 *
 * <pre>
 *   poll ─▶ fold onto memory ─▶ wait for the last commit ─▶ begin, send ─▶ poll …
 *                                                                └─▶ commit, on a second thread
 * </pre>
 *
 * One thread polls, folds, writes and hears of rebalances; the next batch is folded while the last
 * one commits. A failure undoes what is not committed, aborts, and goes back to the last committed
 * offsets. What cannot be retried here ends the stage ({@code onFatal}), and the next owner starts
 * from what is committed.
 */
public final class Stage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(8);
  private static final Duration CLIENT_CLOSE_BOUND = Duration.ofSeconds(2);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  // After a commit its markers are still being written, and a transaction begun at once waits for
  // them.
  private static final long QUIET_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final int QUIET_RECORDS = 500;

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

  // All below belongs to the stage's thread.
  private final Map<TopicPartition, PartitionState> partitions = new HashMap<>();
  private final Deque<Slice> pending = new ArrayDeque<>();
  private final Outputs outputs;
  private @Nullable Folding<?, ?> folding;
  private @Nullable FoldFailure lastFailure;
  private @Nullable FoldFailure isolated;
  private int partitionCount;
  private long batchNumber;
  private boolean behindSeek;
  private long lookedNanos = System.nanoTime();
  private Duration backoff = StageSettings.BACKOFF;

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
    this.outputs = new Outputs(settings.service(), settings.topics());
  }

  /** Starts polling, on a thread of the stage's own. */
  public void start() {
    threads.loop(this::run);
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

  private void run() {
    try {
      runUntilStopped();
    } catch (RuntimeException | Error e) {
      failed = true;
      LOG.error("the stage over {} cannot go on", settings.topics().input(), e);
      onFatal.accept(e);
    }
  }

  private void runUntilStopped() {
    Admin admin = Admin.create(Map.copyOf(settings.client()));
    Producer<byte[], byte[]> producer = producers.apply(settings.transactionalProducer());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try (Ticker ticker = new Ticker(settings)) {
      StageTopics topics = settings.topics();
      partitionCount =
          new TopicSetup(admin)
              .check(topics.input(), List.of(topics.state(), topics.deadLetters()));
      Transactions transactions = new Transactions(producer, threads.committer(), meters);
      transactions.init();
      Restore restore = new Restore(settings, admin, meters, () -> turnNanos = System.nanoTime());
      consumer.subscribe(List.of(topics.input()), new Rebalances(consumer, transactions, restore));
      while (stopping.getCount() > 0) {
        turn(consumer, transactions, ticker);
      }
      finish(transactions);
    } finally {
      consumer.close(
          CloseOptions.timeout(CLIENT_CLOSE_BOUND)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      producer.close(CLIENT_CLOSE_BOUND);
      admin.close(CLIENT_CLOSE_BOUND);
    }
  }

  private void turn(
      KafkaConsumer<byte[], byte[]> consumer, Transactions transactions, Ticker ticker) {
    turnNanos = System.nanoTime();
    try {
      if (transactions.settleIfDone()) {
        backoff = StageSettings.BACKOFF;
      }
      if (pending.isEmpty()) {
        poll(consumer, transactions);
      }
      partitions.values().forEach(ticker::tick);
      meters.holding(partitions.values());
      Batch batch = next(consumer, transactions);
      if (batch != null) {
        take(batch, transactions);
      }
    } catch (OffsetOutOfRangeException e) {
      goOnAfterRetention(consumer, e);
    } catch (RuntimeException e) {
      recover(consumer, transactions, e);
    }
  }

  private void poll(KafkaConsumer<byte[], byte[]> consumer, Transactions transactions) {
    // While a commit is under way the loop looks after it soon.
    ConsumerRecords<byte[], byte[]> records =
        consumer.poll(transactions.isCommitting() ? Duration.ofMillis(5) : StageSettings.POLL);
    ready = ready || partitionsAreAssigned(consumer);
    if (behindSeek) {
      behindSeek = false;
      seekToCommitted(consumer);
      return;
    }
    for (TopicPartition partition : records.partitions()) {
      PartitionState state = partitions.get(partition);
      List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
      OffsetAndMetadata next = records.nextOffsets().get(partition);
      if (state != null) {
        pending.add(
            new Slice(state, polled, next == null ? polled.getLast().offset() + 1 : next.offset()));
      }
    }
  }

  private static boolean partitionsAreAssigned(KafkaConsumer<byte[], byte[]> consumer) {
    // A member without partitions has no callback; its generation says that it has joined.
    return consumer.groupMetadata().generationId() >= 0;
  }

  /** The next batch, null if there is nothing to do. */
  private @Nullable Batch next(KafkaConsumer<byte[], byte[]> consumer, Transactions transactions) {
    List<Slice> slices = new ArrayList<>();
    FoldFailure suspect = isolated;
    boolean alone =
        suspect != null && !pending.isEmpty() && startsWith(pending.getFirst(), suspect);
    boolean full = false;
    while (!pending.isEmpty() && !full) {
      Slice slice = pending.removeFirst();
      if (alone) {
        slice.cut(1);
      } else if (suspect != null) {
        cutBefore(slice, suspect);
      }
      slices.add(slice);
      full = alone || slice.rest() != null;
    }
    if (slices.isEmpty() && !transactions.isCommitting()) {
      slices = movedPositions(consumer);
    }
    return slices.isEmpty()
        ? null
        : new Batch(this, batchNumber++, consumer.groupMetadata(), slices, alone);
  }

  private static boolean startsWith(Slice slice, FoldFailure suspect) {
    return !slice.records.isEmpty()
        && suspect.isAt(slice.partition.input, slice.records.getFirst().offset());
  }

  private static void cutBefore(Slice slice, FoldFailure suspect) {
    for (int i = 0; i < slice.records.size(); i++) {
      if (suspect.isAt(slice.partition.input, slice.records.get(i).offset())) {
        slice.cut(i);
        return;
      }
    }
  }

  /**
   * In quiet times: offsets that moved past transaction markers, so that nobody takes these for
   * lag.
   */
  private List<Slice> movedPositions(KafkaConsumer<byte[], byte[]> consumer) {
    List<Slice> slices = new ArrayList<>();
    if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
      lookedNanos = System.nanoTime();
      for (PartitionState state : partitions.values()) {
        long position = consumer.position(state.input, StageSettings.POLL);
        if (position > state.committed) {
          slices.add(new Slice(state, List.of(), position));
        }
      }
    }
    return slices;
  }

  private void take(Batch batch, Transactions transactions) {
    long started = System.nanoTime();
    try {
      worker.accept(batch);
      if (!batch.isFolded()) {
        throw new IllegalStateException("the worker returned without folding its batch");
      }
    } catch (RuntimeException | Error e) {
      batch.undo();
      throw e;
    }
    meters.folded(System.nanoTime() - started);
    for (Slice slice : batch.slices.reversed()) {
      Slice rest = slice.rest();
      if (rest != null) {
        pending.addFirst(rest);
      }
    }
    try {
      if (transactions.settle(StageSettings.COMMIT_BOUND)) {
        backoff = StageSettings.BACKOFF;
      }
    } catch (RuntimeException e) {
      batch.undo();
      throw e;
    }
    if (batch.outputs.size() < QUIET_RECORDS) {
      pause(QUIET_GAP_NANOS - (System.nanoTime() - transactions.confirmedNanos()));
    }
    transactions.start(batch);
    if (batch.tolerant) {
      isolated = null;
    }
  }

  <S, E extends neuratrade.pipeline.message.Event> Folding<?, ?> folding(Program<S, E> program) {
    Folding<?, ?> present = folding;
    if (present == null || !present.isOf(program)) {
      present = new Folding<>(program, outputs, partitionCount);
      folding = present;
    }
    return present;
  }

  /** Undoes, aborts, goes back to what is committed; what cannot be retried ends the stage. */
  private void recover(
      KafkaConsumer<byte[], byte[]> consumer, Transactions transactions, RuntimeException failure) {
    if (Failures.isFatal(failure)) {
      throw failure;
    }
    if (failure instanceof FoldFailure fold) {
      meters.foldFailed();
      isolated = lastFailure != null && fold.isSameRecord(lastFailure) ? fold : null;
      lastFailure = fold;
      LOG.error("{}{}", fold.getMessage(), isolated == null ? "" : "; it is tried alone now", fold);
    } else {
      LOG.warn("a batch failed and is read again in {} ms", backoff.toMillis(), failure);
    }
    settleOrAbort(transactions);
    seekToCommitted(consumer);
    pause(backoff.toNanos());
    backoff =
        backoff.multipliedBy(2).compareTo(StageSettings.MAX_BACKOFF) > 0
            ? StageSettings.MAX_BACKOFF
            : backoff.multipliedBy(2);
  }

  /** Leaves no transaction open: the commit in flight is confirmed, or else undone and aborted. */
  private void settleOrAbort(Transactions transactions) {
    try {
      boolean unused = transactions.settle(StageSettings.REVOKE_BOUND);
    } catch (RuntimeException e) {
      if (Failures.isFatal(e)) {
        throw e;
      }
      LOG.warn("a commit failed and is undone", e);
      behindSeek = true;
    }
    transactions.abort();
  }

  private void seekToCommitted(KafkaConsumer<byte[], byte[]> consumer) {
    pending.clear();
    behindSeek = false;
    for (PartitionState state : partitions.values()) {
      consumer.seek(state.input, state.committed);
    }
  }

  private void goOnAfterRetention(
      KafkaConsumer<byte[], byte[]> consumer, OffsetOutOfRangeException outOfRange) {
    Map<TopicPartition, Long> beginnings =
        consumer.beginningOffsets(
            outOfRange.offsetOutOfRangePartitions().keySet(), StageSettings.STOP_BOUND);
    beginnings.forEach((partition, beginning) -> {
      PartitionState state = partitions.get(partition);
      if (state != null) {
        long lost = beginning - state.committed;
        LOG.error("{}: {} records were lost to retention", partition, lost);
        meters.lost(Math.max(0, lost));
        state.committed = beginning;
        consumer.seek(partition, beginning);
      }
    });
  }

  private void finish(Transactions transactions) {
    try {
      boolean unused = transactions.settle(StageSettings.STOP_BOUND);
    } catch (RuntimeException e) {
      LOG.warn("the last batch is not committed; the next owner reads it again", e);
      transactions.abort();
    }
  }

  private void pause(long nanos) {
    if (nanos <= 0) {
      return;
    }
    try {
      boolean unused = stopping.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FatalStageException("the stage's thread was interrupted", e);
    }
  }

  /** What the group tells a member, inside poll, on the thread that polls and folds. */
  private final class Rebalances implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Transactions transactions;
    private final Restore restore;

    Rebalances(KafkaConsumer<byte[], byte[]> consumer, Transactions transactions, Restore restore) {
      this.consumer = consumer;
      this.transactions = transactions;
      this.restore = restore;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      try {
        if (!assigned.isEmpty()) {
          for (PartitionState state : restore.restore(consumer, assigned)) {
            partitions.put(state.input, state);
          }
        }
      } catch (RuntimeException e) {
        throw new FatalStageException("partitions could not be taken over: " + assigned, e);
      }
      ready = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      settleOrAbort(transactions);
      revoked.forEach(partitions::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      LOG.warn("partitions {} were lost to another member", lost);
      onPartitionsRevoked(lost);
    }
  }
}
