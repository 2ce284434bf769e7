package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.message.Decimals;

/**
 * That something can be bought on one exchange and sold on another.
 *
 * @param newest when it was found, and the ids of that time
 * @param endsAt until when it counts
 */
public record Opportunity(
    String buyExchange,
    String sellExchange,
    BigDecimal buyPrice,
    BigDecimal sellPrice,
    Newest newest,
    Instant endsAt) {

  /** Whether that much of the price is gained, or more. */
  static boolean isProfit(BigDecimal buyPrice, BigDecimal sellPrice, BigDecimal least) {
    return sellPrice.subtract(buyPrice).compareTo(buyPrice.multiply(least)) >= 0;
  }

  /** What two quotes show. */
  static Opportunity between(Quote buy, Quote sell, Duration life) {
    Instant at = buy.at().isAfter(sell.at()) ? buy.at() : sell.at();
    return new Opportunity(
        buy.exchange(),
        sell.exchange(),
        buy.ask(),
        sell.bid(),
        Newest.NONE.movedTo(at),
        at.plus(life));
  }

  Instant at() {
    return newest.at();
  }

  boolean isOf(String buy, String sell) {
    return buyExchange.equals(buy) && sellExchange.equals(sell);
  }

  /** As a part of the price. */
  BigDecimal profit() {
    return sellPrice.subtract(buyPrice).divide(buyPrice, Decimals.STORED);
  }
}
