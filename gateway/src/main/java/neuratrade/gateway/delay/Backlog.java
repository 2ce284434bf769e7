package neuratrade.gateway.delay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker has left events lying: it is behind while it has not committed what its input
 * held a while ago. Belongs to one thread; time is what it is told.
 */
final class Backlog {

  private record Sample(Instant at, Map<Integer, Long> ends) {}

  private final Duration after;
  private final List<Sample> samples = new ArrayList<>();
  private Instant heard;
  private @Nullable Instant since;

  /**
   * @param after how long events may lie
   * @param now when the watching begins
   */
  Backlog(Duration after, Instant now) {
    this.after = after;
    this.heard = now;
  }

  /** Since when events are left lying; null if none are. */
  @Nullable Instant since() {
    return since;
  }

  /**
   * Takes in a look at the log.
   *
   * @param ends the end of each partition of the input
   * @param committed by the worker, the beginning of the partition if it never committed there
   */
  void look(Instant now, Map<Integer, Long> ends, Map<Integer, Long> committed) {
    heard = now;
    samples.add(new Sample(now, Map.copyOf(ends)));
    Instant then = now.minus(after);
    while (samples.size() > 1 && !samples.get(1).at.isAfter(then)) {
      samples.removeFirst();
    }
    Sample ago = samples.getFirst();
    if (isReached(samples.getLast(), committed)) {
      since = null;
    } else if (!ago.at.isAfter(then)) {
      if (isReached(ago, committed)) {
        since = null;
      } else if (since == null) {
        since = ago.at;
      }
    }
  }

  private static boolean isReached(Sample sample, Map<Integer, Long> committed) {
    return sample.ends.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** There is no such input: nothing can lie in it. */
  void nothing(Instant now) {
    heard = now;
    samples.clear();
    since = null;
  }

  /** The brokers did not answer: whatever happens, nobody hears of it. */
  void silence(Instant now) {
    samples.clear();
    if (since == null && !heard.isAfter(now.minus(after))) {
      since = heard;
    }
  }
}
