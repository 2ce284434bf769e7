package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Instant;

/** How a price moved in one timeframe. Its volume and its opening price are used by nothing. */
public record Candle(Instant openTime, BigDecimal high, BigDecimal low, BigDecimal close) {}
