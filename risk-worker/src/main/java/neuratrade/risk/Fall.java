package neuratrade.risk;

import java.math.BigDecimal;
import neuratrade.pipeline.message.Decimals;

/**
 * How far a value lies below its reference, held against the limits. All comparisons are exact:
 * ratios are multiplied with the reference, and divided only to be shown.
 *
 * @param reference above zero
 * @param amount reference − value
 */
record Fall(BigDecimal reference, BigDecimal amount, Limits limits) {

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final Level[] DEEPEST_FIRST = {Level.BREACH, Level.CRITICAL, Level.WARNING};

  /** The fall at which trading is blocked. */
  static BigDecimal allowed(BigDecimal reference, Limits limits) {
    return reference.subtract(limits.floor(reference));
  }

  /** The highest level that is reached, or that is not above the present one and not yet left. */
  Level level(Level present) {
    if (amount.signum() <= 0 || isShallow(present)) {
      return Level.NORMAL;
    }
    for (Level level : DEEPEST_FIRST) {
      BigDecimal threshold = threshold(level);
      boolean reached = amount.compareTo(threshold) >= 0;
      boolean held = present.isAtLeast(level) && amount.compareTo(leavingMark(threshold)) > 0;
      if (reached || held) {
        return level;
      }
    }
    return Level.NORMAL;
  }

  boolean isBreach() {
    return amount.compareTo(threshold(Level.BREACH)) >= 0;
  }

  /** Fall ÷ reference as it is shown, 0 above the reference. */
  BigDecimal ratio() {
    return amount.signum() <= 0 ? BigDecimal.ZERO : Decimals.ratio(amount, reference);
  }

  /** The fall at or below which an account has recovered from every level. */
  BigDecimal recoveryMark() {
    return leavingMark(threshold(Level.WARNING)).min(leavingMark(threshold(Level.BREACH)));
  }

  /** Nearly every value: not even a warning, and none to be left. */
  private boolean isShallow(Level present) {
    // With a halt amount, the halt may be nearer than the warning.
    return present == Level.NORMAL
        && limits.drawdown().haltAmount() == null
        && amount.compareTo(threshold(Level.WARNING)) < 0;
  }

  private BigDecimal threshold(Level level) {
    return switch (level) {
      case NORMAL -> BigDecimal.ZERO;
      case WARNING -> limits.drawdown().warning().multiply(reference);
      case CRITICAL -> limits.drawdown().critical().multiply(reference);
      case BREACH -> allowed(reference, limits);
    };
  }

  /** At or below it a level is left again: its threshold less the margin. */
  private BigDecimal leavingMark(BigDecimal threshold) {
    BigDecimal margin = limits.drawdown().stepDownMargin().multiply(reference);
    return threshold.subtract(margin.min(threshold.multiply(HALF)));
  }
}
