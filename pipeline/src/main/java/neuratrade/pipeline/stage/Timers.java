package neuratrade.pipeline.stage;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which aggregates of a partition are to be woken, in the order of due time and key. An aggregate
 * that moves its time later, as most do with every event, keeps its entry, which moves on only when
 * it comes up: so an event costs no work here, and there is about one entry an aggregate however
 * many events it has.
 */
final class Timers {

  private record Entry(long due, Aggregate aggregate) {}

  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparing(Entry::aggregate));

  /** To be called whenever an aggregate's wake time was set. */
  void note(Aggregate aggregate) {
    if (aggregate.wakeAt < aggregate.queuedFor) {
      aggregate.queuedFor = aggregate.wakeAt;
      queue.add(new Entry(aggregate.wakeAt, aggregate));
    }
  }

  boolean isDue(long now) {
    return peek(now) != null;
  }

  /**
   * Takes out the aggregate that is due first, null if none is; note it again once it has its next
   * time.
   */
  @Nullable Aggregate poll(long now) {
    Aggregate aggregate = peek(now);
    if (aggregate != null) {
      queue.remove();
      aggregate.queuedFor = Aggregate.NEVER;
    }
    return aggregate;
  }

  int size() {
    return queue.size();
  }

  private @Nullable Aggregate peek(long now) {
    for (Entry head = queue.peek(); head != null && head.due <= now; head = queue.peek()) {
      Aggregate aggregate = head.aggregate;
      if (head.due == aggregate.queuedFor && head.due == aggregate.wakeAt) {
        return aggregate;
      }
      queue.remove();
      if (head.due == aggregate.queuedFor) {
        aggregate.queuedFor = Aggregate.NEVER;
        note(aggregate);
      }
    }
    return null;
  }
}
