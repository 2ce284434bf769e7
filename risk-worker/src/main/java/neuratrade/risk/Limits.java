package neuratrade.risk;

import java.math.BigDecimal;

/**
 * How much drawdown an account may have, as ratios of the reference.
 *
 * @param warningDrawdown from here on the owner is warned
 * @param criticalDrawdown from here on it is critical
 * @param haltDrawdown from here on trading is blocked
 * @param stepDownMargin how far below its threshold a level is left, so that nothing flaps; at most
 *     half the threshold
 * @param autoResume whether the drawdown block is lifted at the recovery mark
 */
public record Limits(
    BigDecimal warningDrawdown,
    BigDecimal criticalDrawdown,
    BigDecimal haltDrawdown,
    BigDecimal stepDownMargin,
    boolean autoResume) {

  public static final Limits DEFAULT =
      new Limits(
          new BigDecimal("0.05"),
          new BigDecimal("0.10"),
          new BigDecimal("0.15"),
          new BigDecimal("0.02"),
          false);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  // More would only make every comparison slower.
  private static final int MAX_DECIMALS = 18;

  /**
   * @throws IllegalArgumentException that begins with the key, in the form in which configuration
   *     writes it, and says what it must be
   */
  public Limits {
    if (warningDrawdown.signum() <= 0) {
      throw refused("warning-drawdown", warningDrawdown, "it must be above 0");
    }
    if (criticalDrawdown.compareTo(warningDrawdown) <= 0) {
      throw refused(
          "critical-drawdown",
          criticalDrawdown,
          "it must be above warning-drawdown, " + warningDrawdown);
    }
    if (haltDrawdown.compareTo(criticalDrawdown) <= 0) {
      throw refused(
          "halt-drawdown", haltDrawdown, "it must be above critical-drawdown, " + criticalDrawdown);
    }
    if (haltDrawdown.compareTo(BigDecimal.ONE) > 0) {
      throw refused("halt-drawdown", haltDrawdown, "it must be at most 1, which is all of it");
    }
    if (stepDownMargin.signum() < 0 || stepDownMargin.compareTo(BigDecimal.ONE) > 0) {
      throw refused("step-down-margin", stepDownMargin, "it must be within 0 and 1");
    }
    checkDecimals("warning-drawdown", warningDrawdown);
    checkDecimals("critical-drawdown", criticalDrawdown);
    checkDecimals("halt-drawdown", haltDrawdown);
    checkDecimals("step-down-margin", stepDownMargin);
  }

  /** The drawdown from which on {@code level} is reached; it rises with the level. */
  BigDecimal threshold(Level level) {
    return switch (level) {
      case NORMAL -> BigDecimal.ZERO;
      case WARNING -> warningDrawdown;
      case CRITICAL -> criticalDrawdown;
      case BREACH -> haltDrawdown;
    };
  }

  /** The drawdown at or below which {@code level} is left again. */
  BigDecimal leavingMark(Level level) {
    BigDecimal threshold = threshold(level);
    return threshold.subtract(stepDownMargin.min(threshold.multiply(HALF)));
  }

  /** The drawdown at or below which an account has recovered. */
  BigDecimal recoveryMark() {
    return leavingMark(Level.WARNING);
  }

  private static void checkDecimals(String key, BigDecimal value) {
    if (value.scale() > MAX_DECIMALS) {
      throw new IllegalArgumentException(
          "%s has %d decimals: it must have at most %d"
              .formatted(key, value.scale(), MAX_DECIMALS));
    }
  }

  private static IllegalArgumentException refused(String key, BigDecimal value, String what) {
    return new IllegalArgumentException("%s is %s: %s".formatted(key, value, what));
  }
}
