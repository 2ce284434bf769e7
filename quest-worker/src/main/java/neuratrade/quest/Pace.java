package neuratrade.quest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * How fast a quest gets on, by the times at which its progress happened: the mean over what was
 * observed so far, and once that is more than a window, an exponentially weighted one, in which an
 * interval of length d weighs d ÷ (window + d).
 *
 * @param at the newest observation
 * @param current how far the quest was then
 * @param seconds how long it was observed, at most the window; 0 after the first observation
 * @param perSecond the rate; 0 as long as there is none
 */
public record Pace(Instant at, BigDecimal current, BigDecimal seconds, BigDecimal perSecond) {

  private static final BigDecimal LONGEST = seconds(Duration.ofDays(3650));

  /** The first observation: it says where, and not yet how fast. */
  static Pace from(Instant at, BigDecimal current) {
    return new Pace(at, current, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /**
   * After a further observation. One at the same time or from before is part of what the next later
   * one shows.
   */
  Pace with(Instant time, BigDecimal value, Duration window) {
    if (!time.isAfter(at)) {
      return this;
    }
    BigDecimal span = seconds.add(seconds(Duration.between(at, time)));
    BigDecimal rate =
        perSecond.multiply(seconds).add(value.subtract(current)).divide(span, Decimals.STORED);
    return new Pace(time, value, span.min(seconds(window)), rate);
  }

  /** When {@code remaining} will be done at this rate; null if that cannot be said. */
  @Nullable Instant finish(BigDecimal remaining) {
    if (perSecond.signum() <= 0 || remaining.compareTo(perSecond.multiply(LONGEST)) > 0) {
      return null;
    }
    return at.plusMillis(
        remaining.movePointRight(3).divide(perSecond, 0, RoundingMode.HALF_EVEN).longValueExact());
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }
}
