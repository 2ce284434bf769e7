package neuratrade.signal.quality;

import java.math.BigDecimal;

/**
 * How good a signal is: all from 0 to 1, the higher the better, but for {@code risk}.
 *
 * @param overall the weighted sum of the others
 * @param risk the less, the better
 */
public record Quality(
    BigDecimal overall,
    BigDecimal exchange,
    BigDecimal volume,
    BigDecimal liquidity,
    BigDecimal volatility,
    BigDecimal timing,
    BigDecimal confidence,
    BigDecimal risk,
    BigDecimal multiSignal,
    BigDecimal freshness,
    BigDecimal market) {}
