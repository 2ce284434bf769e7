package neuratrade.signal.quality;

/**
 * The scores over single quantities.
 *
 * @param volume over what was traded in 24 hours, in the quote currency
 * @param depth over what lies near bid and ask, in the quote currency
 * @param spread over the spread as part of the price
 * @param volatility over the range of the newest candles as part of the price
 * @param volatilityRisk over the same; a risk
 * @param timing over the signal's age in seconds
 * @param freshness over the newest quote's age in seconds
 * @param market over the change of the price in 24 hours, in percent, whatever its sign
 * @param multiSignal over how many findings agree
 */
public record Curves(
    Curve volume,
    Curve depth,
    Curve spread,
    Curve volatility,
    Curve volatilityRisk,
    Curve timing,
    Curve freshness,
    Curve market,
    Curve multiSignal) {}
