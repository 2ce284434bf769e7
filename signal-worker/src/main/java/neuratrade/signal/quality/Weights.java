package neuratrade.signal.quality;

import java.math.BigDecimal;
import java.util.List;

/**
 * How much each score counts. Together they are 1.
 *
 * @param risk of what the scorer's risk leaves of 1
 */
public record Weights(
    BigDecimal exchange,
    BigDecimal volume,
    BigDecimal liquidity,
    BigDecimal volatility,
    BigDecimal timing,
    BigDecimal confidence,
    BigDecimal risk,
    BigDecimal multiSignal,
    BigDecimal freshness,
    BigDecimal market) {

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  public Weights {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal weight :
        List.of(
            exchange,
            volume,
            liquidity,
            volatility,
            timing,
            confidence,
            risk,
            multiSignal,
            freshness,
            market)) {
      if (weight.signum() < 0) {
        throw new IllegalArgumentException("one is " + weight + ": they must not be negative");
      }
      sum = sum.add(weight);
    }
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "sum up to %s: they must sum up to 1".formatted(sum.toPlainString()));
    }
  }
}
