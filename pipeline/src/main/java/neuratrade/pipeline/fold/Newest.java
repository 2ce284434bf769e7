package neuratrade.pipeline.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest absolute fact of one kind that was applied, such as an account's last report: what is
 * older comes late, and what has the same time and an id that was applied at that time is a repeat.
 * Other facts of the same time follow the order of the log.
 *
 * @param at when it happened; {@link Instant#MIN} if nothing was applied yet
 * @param ids {@link IdHash} of at most the last 16 that were applied at that time, oldest first
 */
public record Newest(Instant at, List<Long> ids) {

  public static final Newest NONE = new Newest(Instant.MIN, List.of());

  private static final int REMEMBERED = 16;

  public Newest {
    ids = List.copyOf(ids);
  }

  /** Whether a fact comes late or again. */
  public boolean makesStale(Instant occurredAt, String id) {
    int order = occurredAt.compareTo(at);
    return order < 0 || (order == 0 && ids.contains(IdHash.of(id)));
  }

  /** After a fact that is not stale was applied. */
  public Newest with(Instant occurredAt, String id) {
    long hash = IdHash.of(id);
    if (!occurredAt.equals(at)) {
      return new Newest(occurredAt, List.of(hash));
    }
    List<Long> same = new ArrayList<>(ids);
    same.add(hash);
    return new Newest(at, same.size() > REMEMBERED ? same.subList(1, same.size()) : same);
  }

  /** After another kind of event told the same fact, as of a time that is not earlier. */
  public Newest movedTo(Instant occurredAt) {
    return occurredAt.equals(at) ? this : new Newest(occurredAt, List.of());
  }
}
