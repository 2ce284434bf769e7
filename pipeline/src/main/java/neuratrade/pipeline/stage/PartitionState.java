package neuratrade.pipeline.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** All that a stage holds of one partition while it owns it. It belongs to the stage's thread. */
final class PartitionState {

  private static final long TICK_LOST_MILLIS = 5_000;
  private static final long TICK_GAP_MILLIS = 250;

  final TopicPartition input;
  final Timers timers = new Timers();

  /** The first offset of the input whose effect is not yet committed. */
  long committed;

  /** When the last of what is stored was written, in epoch milliseconds of its worker's clock. */
  long writtenAt;

  private final Map<String, Aggregate> aggregates = new HashMap<>();
  private long tickSentAt = Long.MIN_VALUE / 2;
  private boolean tickOutstanding;

  PartitionState(TopicPartition input, long committed) {
    this.input = input;
    this.committed = committed;
  }

  /** The aggregate of this key; a new one is not kept until it is {@link #keep kept}. */
  Aggregate find(String key) {
    Aggregate aggregate = aggregates.get(key);
    return aggregate == null ? new Aggregate(key) : aggregate;
  }

  /** The aggregate of this key, kept if it is new. */
  Aggregate take(String key) {
    return aggregates.computeIfAbsent(key, Aggregate::new);
  }

  void keep(Aggregate aggregate) {
    aggregates.put(aggregate.key, aggregate);
  }

  void drop(Aggregate aggregate) {
    aggregates.remove(aggregate.key, aggregate);
  }

  /**
   * The input is another log than the one that the states were folded from: their offsets say
   * nothing about its records.
   */
  void startAnew(long beginning) {
    committed = beginning;
    aggregates.values().forEach(aggregate -> aggregate.inputOffset = -1);
  }

  Collection<Aggregate> aggregates() {
    return aggregates.values();
  }

  /**
   * Whether a tick is to be written now: a timer is due, none is under way, and the last is a while
   * ago.
   */
  boolean wantsTick(long now) {
    boolean waits = tickOutstanding && now - tickSentAt < TICK_LOST_MILLIS;
    return !waits && now - tickSentAt >= TICK_GAP_MILLIS && timers.isDue(now);
  }

  void tickSent(long now) {
    tickSentAt = now;
    tickOutstanding = true;
  }

  void tickSeen() {
    tickOutstanding = false;
  }
}
