package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of a {@link Stage}, all on one thread, rebalance callbacks included.
 *
 * <pre>
 *   poll ─▶ fold onto memory ─▶ wait for the last commit ─▶ begin ─▶ poll …
 *                                                             └─▶ send, commit, on a second thread
 * </pre>
 *
 * A failure undoes what is not committed, aborts, and goes back to the last committed offsets.
 */
final class StageLoop implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(StageLoop.class);
  private static final Duration POLL_WHILE_COMMITTING = Duration.ofMillis(2);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So many records are worth folding while a commit is under way. */
  private static final int FOLDED_AHEAD = 500;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Transactions transactions;
  private final Restore restore;
  private final Ticker ticker;
  private final Folder folder;
  private final Consumer<Batch> worker;
  private final StageMeters meters;
  private final LagWatch lag;
  private final CountDownLatch stopping;
  private final Runnable onJoined;

  private final Map<TopicPartition, PartitionState> partitions = new HashMap<>();
  private final Intake intake = new Intake();
  private long batchNumber;
  private boolean behindSeek;
  private long lookedNanos = System.nanoTime();
  private Duration backoff = StageSettings.BACKOFF;

  /**
   * @param onJoined hears that this member is in the group and what it was given is restored; it
   *     may hear it again
   */
  StageLoop(
      KafkaConsumer<byte[], byte[]> consumer,
      Transactions transactions,
      Restore restore,
      Ticker ticker,
      Folder folder,
      Consumer<Batch> worker,
      StageMeters meters,
      LagWatch lag,
      CountDownLatch stopping,
      Runnable onJoined) {
    this.consumer = consumer;
    this.transactions = transactions;
    this.restore = restore;
    this.ticker = ticker;
    this.folder = folder;
    this.worker = worker;
    this.meters = meters;
    this.lag = lag;
    this.stopping = stopping;
    this.onJoined = onJoined;
  }

  /**
   * One turn: at most one poll and one batch. Returns within a bound; throws what ends the stage.
   */
  void turn() {
    try {
      if (transactions.settleIfDone()) {
        backoff = StageSettings.BACKOFF;
      }
      if (intake.isEmpty() || isGathering()) {
        poll();
      }
      partitions.values().forEach(ticker::tick);
      meters.holding(partitions.values(), intake.records());
      lag.look(partitions);
      if (isGathering()) {
        return;
      }
      boolean tolerant = intake.isSuspectNext();
      List<Slice> slices = intake.take();
      if (slices.isEmpty() && !transactions.isCommitting()) {
        slices = movedPositions();
      }
      if (!slices.isEmpty()) {
        take(new Batch(folder, batchNumber++, consumer.groupMetadata(), slices, tolerant));
      }
    } catch (OffsetOutOfRangeException e) {
      goOnInLog(e);
    } catch (RuntimeException e) {
      recover(e);
    }
  }

  /**
   * Whether a commit is under way and little waits for it: what comes meanwhile goes into the same
   * batch then, instead of waiting for one more commit.
   */
  private boolean isGathering() {
    return transactions.isCommitting() && intake.records() < FOLDED_AHEAD;
  }

  /** Ends the last commit, one way or the other. */
  void finish() {
    transactions.finish(StageSettings.STOP_BOUND);
  }

  private void poll() {
    // While a commit is under way the loop looks after it soon.
    ConsumerRecords<byte[], byte[]> records =
        consumer.poll(transactions.isCommitting() ? POLL_WHILE_COMMITTING : StageSettings.POLL);
    // A member without partitions has no callback; its generation says that it has joined.
    if (consumer.groupMetadata().generationId() >= 0) {
      onJoined.run();
    }
    if (behindSeek) {
      seekToCommitted();
      return;
    }
    for (TopicPartition partition : records.partitions()) {
      PartitionState state = partitions.get(partition);
      List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
      OffsetAndMetadata next = records.nextOffsets().get(partition);
      if (state != null) {
        intake.add(
            new Slice(state, polled, next == null ? polled.getLast().offset() + 1 : next.offset()));
      }
    }
  }

  /**
   * In quiet times: offsets that moved past transaction markers, so that nobody takes these for
   * lag.
   */
  private List<Slice> movedPositions() {
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

  private void take(Batch batch) {
    long started = System.nanoTime();
    try {
      worker.accept(batch);
      if (!batch.isFolded()) {
        throw new IllegalStateException("the worker returned without folding its batch");
      }
      meters.folded(System.nanoTime() - started);
      intake.putBack(batch.slices);
      if (transactions.settle(StageSettings.COMMIT_BOUND)) {
        backoff = StageSettings.BACKOFF;
      }
    } catch (RuntimeException | Error e) {
      batch.undo();
      throw e;
    }
    transactions.start(batch);
    if (batch.tolerant) {
      intake.suspectIsDone();
    }
  }

  /** Undoes, aborts, goes back to what is committed; what cannot be retried ends the stage. */
  private void recover(RuntimeException failure) {
    if (Failures.isFatal(failure)) {
      throw failure;
    }
    if (failure instanceof FoldFailure fold) {
      meters.foldFailed();
      boolean alone = intake.failed(fold);
      LOG.error("{}{}", fold.getMessage(), alone ? "; it is tried alone now" : "", fold);
    } else {
      LOG.warn("a batch failed and is read again in {} ms", backoff.toMillis(), failure);
    }
    settleOrAbort();
    seekToCommitted();
    pause(backoff.toNanos());
    Duration doubled = backoff.multipliedBy(2);
    backoff =
        doubled.compareTo(StageSettings.MAX_BACKOFF) > 0 ? StageSettings.MAX_BACKOFF : doubled;
  }

  /** Leaves no transaction open: the commit in flight is confirmed, or else undone and aborted. */
  private void settleOrAbort() {
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

  private void seekToCommitted() {
    intake.clear();
    behindSeek = false;
    for (PartitionState state : partitions.values()) {
      consumer.seek(state.input, state.committed);
    }
  }

  /** Goes on where the log begins, when what was to be read next is not in it. */
  private void goOnInLog(OffsetOutOfRangeException outOfRange) {
    Map<TopicPartition, Long> positions = outOfRange.offsetOutOfRangePartitions();
    consumer
        .beginningOffsets(positions.keySet(), StageSettings.STOP_BOUND)
        .forEach((partition, beginning) -> {
          long position = positions.getOrDefault(partition, beginning);
          if (position > beginning) {
            startAnew(partition, position, beginning);
          } else {
            // What was read before is at hand: gathered, or in a commit.
            LOG.error("{}: {} records were lost to retention", partition, beginning - position);
            meters.lost(beginning - position);
          }
          consumer.seek(partition, beginning);
        });
  }

  /** The log ends before the position, so it is not the one that was read until now. */
  private void startAnew(TopicPartition partition, long position, long beginning) {
    LOG.error(
        "{}: the input was made anew: it ends before {}, where it was read: going on at {}",
        partition,
        position,
        beginning);
    settleOrAbort();
    intake.forget(List.of(partition));
    PartitionState state = partitions.get(partition);
    if (state != null) {
      state.startAnew(beginning);
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
    onJoined.run();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    settleOrAbort();
    intake.forget(revoked);
    revoked.forEach(partitions::remove);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    LOG.warn("partitions {} were lost to another member", lost);
    onPartitionsRevoked(lost);
  }
}
