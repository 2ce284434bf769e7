package neuratrade.signal.quality;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signal is scored by.
 *
 * @param exchanges where it is to be traded
 * @param confidence 0 to 1
 * @param findings how many agree in it, at least 1
 * @param age of the signal
 * @param quoteAge of the market's newest quote
 * @param volume traded in 24 hours, in the quote currency
 * @param depth near bid and ask, in the quote currency; null if no quote tells it
 * @param spread as part of the price
 * @param volatility the range of the newest candles as part of the price; null without candles
 * @param change of the price in 24 hours, in percent; null if no quote tells it
 */
public record Facts(
    List<String> exchanges,
    BigDecimal confidence,
    int findings,
    Duration age,
    Duration quoteAge,
    BigDecimal volume,
    @Nullable BigDecimal depth,
    BigDecimal spread,
    @Nullable BigDecimal volatility,
    @Nullable BigDecimal change) {

  public Facts {
    exchanges = List.copyOf(exchanges);
  }
}
