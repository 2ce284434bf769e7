package neuratrade.risk;

import java.math.BigDecimal;
import neuratrade.pipeline.message.Decimals;

/**
 * What the last trades make of the next one.
 *
 * @param losses one after the other up to now; a trade without profit or loss is none, and ends
 *     nothing
 * @param size by what new positions are to be sized, above 0 and at most 1
 */
record Streak(int losses, BigDecimal size) {

  static final Streak NONE = new Streak(0, BigDecimal.ONE);

  Streak after(BigDecimal pnl, LossLimits limits) {
    if (pnl.signum() == 0) {
      return this;
    }
    if (pnl.signum() > 0) {
      BigDecimal larger = size.multiply(limits.sizeAfterWin(), Decimals.STORED);
      return new Streak(0, plain(larger.min(BigDecimal.ONE)));
    }
    BigDecimal smaller = size.multiply(limits.sizeAfterLoss(), Decimals.STORED);
    // A floor that was set above the present size raises nothing.
    return new Streak(losses + 1, plain(smaller.max(limits.sizeFloor()).min(size)));
  }

  Streak paused() {
    return new Streak(0, size);
  }

  private static BigDecimal plain(BigDecimal size) {
    return size.compareTo(BigDecimal.ONE) == 0 ? BigDecimal.ONE : Decimals.plain(size);
  }
}
