package neuratrade.risk;

import static neuratrade.risk.LimitKey.CRITICAL_DRAWDOWN;
import static neuratrade.risk.LimitKey.HALT_AMOUNT;
import static neuratrade.risk.LimitKey.HALT_DRAWDOWN;
import static neuratrade.risk.LimitKey.STEP_DOWN_MARGIN;
import static neuratrade.risk.LimitKey.WARNING_DRAWDOWN;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much drawdown an account may have, as ratios of the reference.
 *
 * @param warning from here on the owner is warned
 * @param critical from here on it is critical
 * @param halt from here on trading is blocked, unless there is a halt amount
 * @param haltAmount how far below the reference trading is blocked, in place of {@code halt}
 * @param stepDownMargin how far below its threshold a level is left, so that nothing flaps; at most
 *     half the threshold
 * @param autoResume whether the drawdown block is lifted at the recovery mark
 */
public record DrawdownLimits(
    BigDecimal warning,
    BigDecimal critical,
    BigDecimal halt,
    @Nullable BigDecimal haltAmount,
    BigDecimal stepDownMargin,
    boolean autoResume) {

  /**
   * @throws RefusedLimitException that names the key and says what it must be
   */
  public DrawdownLimits {
    Limits.checkPositive(WARNING_DRAWDOWN, warning);
    if (critical.compareTo(warning) <= 0) {
      throw RefusedLimitException.of(
          CRITICAL_DRAWDOWN, critical, "it must be above the warning drawdown, " + warning);
    }
    if (halt.compareTo(critical) <= 0) {
      throw RefusedLimitException.of(
          HALT_DRAWDOWN, halt, "it must be above the critical drawdown, " + critical);
    }
    if (halt.compareTo(BigDecimal.ONE) > 0) {
      throw RefusedLimitException.of(
          HALT_DRAWDOWN, halt, "it must be at most 1, which is all of it");
    }
    if (stepDownMargin.signum() < 0 || stepDownMargin.compareTo(BigDecimal.ONE) > 0) {
      throw RefusedLimitException.of(STEP_DOWN_MARGIN, stepDownMargin, "it must be within 0 and 1");
    }
    if (haltAmount != null) {
      Limits.checkPositive(HALT_AMOUNT, haltAmount);
    }
    Limits.checkDecimals(WARNING_DRAWDOWN, warning);
    Limits.checkDecimals(CRITICAL_DRAWDOWN, critical);
    Limits.checkDecimals(HALT_DRAWDOWN, halt);
    Limits.checkDecimals(STEP_DOWN_MARGIN, stepDownMargin);
  }
}
