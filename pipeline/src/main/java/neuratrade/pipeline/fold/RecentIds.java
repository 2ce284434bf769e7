package neuratrade.pipeline.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The relative facts of one kind that were applied last, such as an account's cash moves, by which
 * a repeat is known. It holds a fixed number; once it is full, what is older than its oldest cannot
 * be told from a repeat and is taken for one.
 *
 * @param seen in order of time, at most {@code capacity}
 */
public record RecentIds(int capacity, List<Seen> seen) {

  /**
   * One fact that was applied.
   *
   * @param hash {@link IdHash} of its id
   */
  public record Seen(long hash, Instant occurredAt) {}

  public RecentIds {
    seen = List.copyOf(seen);
  }

  public static RecentIds ofLast(int capacity) {
    return new RecentIds(capacity, List.of());
  }

  /** Whether a fact comes again, or so late that it cannot be known whether it does. */
  public boolean makesStale(Instant occurredAt, String id) {
    if (seen.size() == capacity && occurredAt.isBefore(seen.getFirst().occurredAt())) {
      return true;
    }
    long hash = IdHash.of(id);
    for (Seen each : seen) {
      if (each.hash() == hash) {
        return true;
      }
    }
    return false;
  }

  /** Whether a fact happened before the newest one here. */
  public boolean isAheadOf(Instant occurredAt) {
    return !seen.isEmpty() && occurredAt.isBefore(seen.getLast().occurredAt());
  }

  /** After a fact that is not stale was applied. */
  public RecentIds with(Instant occurredAt, String id) {
    List<Seen> next = new ArrayList<>(seen);
    int place = next.size();
    while (place > 0 && next.get(place - 1).occurredAt().isAfter(occurredAt)) {
      place--;
    }
    next.add(place, new Seen(IdHash.of(id), occurredAt));
    return new RecentIds(capacity, next.size() > capacity ? next.subList(1, next.size()) : next);
  }
}
