package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of newly assigned partitions back from the log, and finds where their input goes
 * on. It runs inside the rebalance callback, so no record is folded before it is done.
 */
final class Restore {

  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

  /** So far apart are the clocks of a worker and a broker at most. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private final StageSettings settings;
  private final StageMeters meters;
  private final StateReader reader;

  /** {@code progress} hears that the restore, which may take long, is getting on. */
  Restore(StageSettings settings, Admin admin, StageMeters meters, Runnable progress) {
    this.settings = settings;
    this.meters = meters;
    this.reader = new StateReader(settings, admin, progress);
  }

  /**
   * The states of {@code inputs}, and seeks {@code consumer} to where each one's input goes on.
   *
   * @throws FatalStageException if it is not done within its bound
   */
  List<PartitionState> restore(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> inputs) {
    long started = System.nanoTime();
    Deadline deadline = new Deadline(started + StageSettings.RESTORE_BOUND.toNanos());
    Set<TopicPartition> partitions = Set.copyOf(inputs);
    // Read-committed: this waits until transactions of the last owner have ended, so nothing comes
    // after the end below.
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(partitions, deadline.remaining());
    Map<TopicPartition, Long> beginnings =
        consumer.beginningOffsets(partitions, deadline.remaining());
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, deadline.remaining());

    Map<TopicPartition, PartitionState> states = new HashMap<>();
    for (TopicPartition input : partitions) {
      states.put(
          new TopicPartition(settings.topics().state(), input.partition()),
          new PartitionState(input, 0));
    }
    long records = reader.read(states, deadline);

    for (PartitionState state : states.values()) {
      long newest = -1;
      List<Aggregate> forgotten = new ArrayList<>();
      for (Aggregate aggregate : state.aggregates()) {
        newest = Math.max(newest, aggregate.inputOffset);
        if (aggregate.isKnown()) {
          state.timers.note(aggregate);
        } else {
          forgotten.add(aggregate);
        }
      }
      forgotten.forEach(state::drop);
      OffsetAndMetadata next = committed.get(state.input);
      long end = ends.getOrDefault(state.input, 0L);
      boolean anew =
          Math.max(newest + 1, next == null ? -1 : next.offset()) > end
              || (next == null && newest >= 0 && isYounger(consumer, state, newest, deadline));
      start(state, next, newest, beginnings.getOrDefault(state.input, 0L), end, anew);
      consumer.seek(state.input, state.committed);
    }
    long nanos = System.nanoTime() - started;
    meters.restored(records, nanos);
    LOG.info(
        "took over partitions {} of {}: {} state records read in {} ms",
        partitions.stream().map(TopicPartition::partition).sorted().toList(),
        settings.topics().input(),
        records,
        TimeUnit.NANOSECONDS.toMillis(nanos));
    return List.copyOf(states.values());
  }

  /**
   * Whether the input up to the newest state's offset came after all that is stored, so that no
   * state is of it. It is asked of a group without an offset alone: with a topic, brokers delete
   * the offsets in it, but what is missing may as well have expired.
   */
  private static boolean isYounger(
      Consumer<byte[], byte[]> consumer, PartitionState state, long newest, Deadline deadline) {
    long later = state.writtenAt + CLOCKS_APART.toMillis();
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(state.input, later), deadline.remaining()).get(state.input);
    return first != null && first.offset() <= newest;
  }

  private void start(
      PartitionState state,
      @Nullable OffsetAndMetadata committed,
      long newest,
      long beginning,
      long end,
      boolean anew) {
    long next = committed == null ? -1 : committed.offset();
    boolean isInLog = next >= beginning && next <= end;
    if (anew) {
      state.startAnew(isInLog ? next : beginning);
      LOG.error(
          """
          {}: the input was made anew: it is from {} to {}, the committed offset is {}, the newest \
          state is of {}: going on at {}\
          """,
          state.input,
          beginning,
          end,
          committed == null ? "none" : next,
          newest,
          state.committed);
    } else if (isInLog) {
      state.committed = next;
    } else if (committed == null && newest < 0) {
      state.committed = beginning;
    } else {
      state.committed = Math.max(newest + 1, beginning);
      long lost = Math.max(0, beginning - Math.max(newest + 1, next));
      meters.lost(lost);
      LOG.error(
          """
          {}: committed offset {} is not in the log ({} to {}), the newest state is of {}: \
          going on at {}, {} records are lost to retention\
          """,
          state.input,
          committed == null ? "none" : next,
          beginning,
          end,
          newest,
          state.committed,
          lost);
    }
  }
}
