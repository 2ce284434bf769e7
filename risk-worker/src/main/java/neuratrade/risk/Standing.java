package neuratrade.risk;

import java.math.BigDecimal;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * What an account is worth, and how that compares.
 *
 * @param equity the newest; null before the first
 * @param balance what the same report told; null if it told none
 * @param reference what drawdown is measured from
 * @param maxDrawdown the deepest drawdown so far, as it is shown
 */
public record Standing(
    Level level,
    @Nullable BigDecimal equity,
    @Nullable BigDecimal balance,
    Reference reference,
    BigDecimal maxDrawdown) {

  static final Standing UNKNOWN =
      new Standing(Level.NORMAL, null, null, Reference.UNSET, BigDecimal.ZERO);

  public Standing {
    equity = equity == null ? null : Decimals.plain(equity);
    maxDrawdown = Decimals.shown(maxDrawdown);
  }

  Standing with(Reference reference) {
    return new Standing(level, equity, balance, reference, maxDrawdown);
  }

  Standing worth(BigDecimal equity, @Nullable BigDecimal balance) {
    return new Standing(level, equity, balance, reference, maxDrawdown);
  }
}
