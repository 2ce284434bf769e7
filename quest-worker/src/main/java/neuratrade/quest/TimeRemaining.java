package neuratrade.quest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a quest will still take, in a word. */
final class TimeRemaining {

  static final String CALCULATING = "calculating";
  static final String DUE_NOW = "due now";

  private TimeRemaining() {}

  /** As seen at {@code now}; null for a quest that has no target or has ended. */
  static @Nullable String of(Quest quest, Instant now) {
    BigDecimal target = quest.plan().target();
    if (target == null || quest.status().isEnd()) {
      return null;
    }
    Pace pace = quest.pace();
    Instant finish = pace == null ? null : pace.finish(target.subtract(quest.current()));
    if (finish == null) {
      return CALCULATING;
    }
    return finish.isAfter(now) ? text(Duration.between(now, finish)) : DUE_NOW;
  }

  /** {@code <1m}, {@code 45m}, {@code 3h 20m}, {@code 3h}, {@code 2d}: rounded down. */
  static String text(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 1) {
      return "<1m";
    }
    long hours = duration.toHours();
    if (hours < 1) {
      return minutes + "m";
    }
    if (hours >= 24) {
      return duration.toDays() + "d";
    }
    int rest = duration.toMinutesPart();
    return rest == 0 ? hours + "h" : "%dh %dm".formatted(hours, rest);
  }
}
