package neuratrade.local.feed;

import java.math.BigDecimal;
import java.util.List;

/**
 * An exchange of the demo. What is traded there costs nearly what it costs elsewhere.
 *
 * @param spread between bid and ask, as a part of the price
 * @param turnover24h of a symbol, in the quote currency
 * @param depth of a symbol on each side of the book, in the quote currency
 */
record Venue(String name, BigDecimal spread, BigDecimal turnover24h, BigDecimal depth) {

  static final String BINANCE = "binance";
  static final String COINBASE = "coinbase";
  static final String KRAKEN = "kraken";

  /** Three that many rely on, and one that fewer do. */
  static final List<Venue> ALL =
      List.of(
          venue(BINANCE, "0.0002", 1_000_000_000, 3_000_000),
          venue(COINBASE, "0.0005", 500_000_000, 2_000_000),
          venue(KRAKEN, "0.0008", 200_000_000, 1_000_000),
          venue("okx", "0.0004", 300_000_000, 1_000_000));

  private static Venue venue(String name, String spread, long turnover24h, long depth) {
    return new Venue(
        name, new BigDecimal(spread), BigDecimal.valueOf(turnover24h), BigDecimal.valueOf(depth));
  }
}
