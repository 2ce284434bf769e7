package neuratrade.risk;

import static neuratrade.risk.LimitKey.LOSSES_IN_ROW;
import static neuratrade.risk.LimitKey.LOSS_PAUSE;
import static neuratrade.risk.LimitKey.SIZE_AFTER_LOSS;
import static neuratrade.risk.LimitKey.SIZE_AFTER_WIN;
import static neuratrade.risk.LimitKey.SIZE_FLOOR;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What losses lead to.
 *
 * @param inRow after how many losses one after the other trading pauses
 * @param pause for how long
 * @param sizeAfterLoss by what a loss multiplies the size of positions
 * @param sizeFloor below what no loss brings that size
 * @param sizeAfterWin by what a win multiplies it, up to 1
 */
public record LossLimits(
    int inRow,
    Duration pause,
    BigDecimal sizeAfterLoss,
    BigDecimal sizeFloor,
    BigDecimal sizeAfterWin) {

  private static final int MOST_IN_ROW = 1_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * @throws RefusedLimitException that names the key and says what it must be
   */
  public LossLimits {
    if (inRow < 1 || inRow > MOST_IN_ROW) {
      throw RefusedLimitException.of(
          LOSSES_IN_ROW, inRow, "it must be within 1 and " + MOST_IN_ROW);
    }
    if (pause.compareTo(SHORTEST) < 0 || pause.compareTo(LONGEST) > 0) {
      throw RefusedLimitException.of(
          LOSS_PAUSE, pause, "it must be within %s and %s".formatted(SHORTEST, LONGEST));
    }
    Limits.checkPart(SIZE_AFTER_LOSS, sizeAfterLoss);
    Limits.checkPart(SIZE_FLOOR, sizeFloor);
    if (sizeAfterWin.compareTo(BigDecimal.ONE) < 0 || sizeAfterWin.compareTo(BigDecimal.TEN) > 0) {
      throw RefusedLimitException.of(SIZE_AFTER_WIN, sizeAfterWin, "it must be within 1 and 10");
    }
    Limits.checkDecimals(SIZE_AFTER_WIN, sizeAfterWin);
  }
}
