package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/** By what an account is judged. */
public record Limits(DrawdownLimits drawdown, Measure measure, DayLimits day, LossLimits losses) {

  public static final Limits DEFAULT =
      new Limits(
          new DrawdownLimits(
              new BigDecimal("0.05"),
              new BigDecimal("0.10"),
              new BigDecimal("0.15"),
              null,
              new BigDecimal("0.02"),
              false),
          new Measure(Measure.Kind.TRAILING, null, Measure.Basis.EQUITY, null),
          new DayLimits(new BigDecimal("0.05"), ZoneId.of("UTC"), LocalTime.MIDNIGHT),
          new LossLimits(
              3,
              Duration.ofMinutes(15),
              new BigDecimal("0.7"),
              new BigDecimal("0.1"),
              new BigDecimal("1.5")));

  // More would only make every comparison slower.
  private static final int MAX_DECIMALS = 18;

  /** The value at or below which trading is blocked. */
  BigDecimal floor(BigDecimal reference) {
    BigDecimal amount = drawdown.haltAmount();
    BigDecimal floor =
        amount == null
            ? reference.subtract(reference.multiply(drawdown.halt()))
            : reference.subtract(amount);
    BigDecimal lock = measure.lock();
    return lock == null ? floor : floor.min(lock);
  }

  static void checkPositive(LimitKey key, BigDecimal value) {
    if (value.signum() <= 0) {
      throw RefusedLimitException.of(key, value, "it must be above 0");
    }
  }

  /** Above 0 and at most 1. */
  static void checkPart(LimitKey key, BigDecimal value) {
    if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw RefusedLimitException.of(key, value, "it must be above 0 and at most 1");
    }
    checkDecimals(key, value);
  }

  static void checkDecimals(LimitKey key, BigDecimal value) {
    if (value.scale() > MAX_DECIMALS) {
      throw RefusedLimitException.of(
          key, value, "it must have at most %d decimals".formatted(MAX_DECIMALS));
    }
  }
}
