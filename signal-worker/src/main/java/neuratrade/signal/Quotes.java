package neuratrade.signal;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * What the exchanges of a symbol bid and ask.
 *
 * @param quotes one an exchange, in the order of their exchanges
 */
public record Quotes(List<Quote> quotes) {

  static final Quotes NONE = new Quotes(List.of());

  public Quotes {
    quotes = List.copyOf(quotes);
  }

  @Nullable Quote of(String exchange) {
    for (Quote quote : quotes) {
      if (quote.exchange().equals(exchange)) {
        return quote;
      }
    }
    return null;
  }

  /** With a new quote in place of the exchange's last one, and without those of {@code oldest}. */
  Quotes with(Quote quote, Instant oldest) {
    List<Quote> next = new ArrayList<>(quotes.size() + 1);
    boolean placed = false;
    for (Quote each : quotes) {
      int order = placed ? -1 : each.exchange().compareTo(quote.exchange());
      if (order >= 0) {
        next.add(quote);
        placed = true;
      }
      if (order != 0 && each.at().isAfter(oldest)) {
        next.add(each);
      }
    }
    if (!placed) {
      next.add(quote);
    }
    return new Quotes(next);
  }

  /** Those that are newer than {@code oldest}. */
  Quotes after(Instant oldest) {
    for (Quote quote : quotes) {
      if (!quote.at().isAfter(oldest)) {
        return new Quotes(quotes.stream().filter(each -> each.at().isAfter(oldest)).toList());
      }
    }
    return this;
  }

  boolean isEmpty() {
    return quotes.isEmpty();
  }

  List<String> exchanges() {
    return quotes.stream().map(Quote::exchange).toList();
  }

  /** When the newest one was received; there must be one. */
  Instant newestAt() {
    Instant newest = quotes.getFirst().at();
    for (Quote quote : quotes) {
      newest = quote.at().isAfter(newest) ? quote.at() : newest;
    }
    return newest;
  }

  /**
   * The best bid of one exchange over the best ask of another, of quotes at most {@code apart} of
   * which one is younger than {@code life}; null if none brings {@code leastProfit}.
   */
  @Nullable Opportunity best(BigDecimal leastProfit, Duration apart, Duration life, Instant at) {
    if (!mayProfit(leastProfit)) {
      return null;
    }
    Instant over = at.minus(life);
    Quote bestBuy = null;
    Quote bestSell = null;
    for (Quote buy : quotes) {
      for (Quote sell : quotes) {
        boolean isCandidate =
            !buy.exchange().equals(sell.exchange())
                && Duration.between(buy.at(), sell.at()).abs().compareTo(apart) <= 0
                && (buy.at().isAfter(over) || sell.at().isAfter(over))
                && Opportunity.isProfit(buy.ask(), sell.bid(), leastProfit);
        // sell.bid ÷ buy.ask is the greater one.
        if (isCandidate
            && (bestBuy == null
                || sell.bid()
                        .multiply(bestBuy.ask())
                        .compareTo(requireNonNull(bestSell).bid().multiply(buy.ask()))
                    > 0)) {
          bestBuy = buy;
          bestSell = sell;
        }
      }
    }
    return bestBuy == null ? null : Opportunity.between(bestBuy, requireNonNull(bestSell), life);
  }

  /** Whether any bid is that far over any ask: nearly always not, and this is told at once. */
  private boolean mayProfit(BigDecimal leastProfit) {
    if (quotes.size() < 2) {
      return false;
    }
    BigDecimal bid = quotes.getFirst().bid();
    BigDecimal ask = quotes.getFirst().ask();
    for (Quote quote : quotes) {
      bid = quote.bid().compareTo(bid) > 0 ? quote.bid() : bid;
      ask = quote.ask().compareTo(ask) < 0 ? quote.ask() : ask;
    }
    return bid.compareTo(ask) > 0 && Opportunity.isProfit(ask, bid, leastProfit);
  }

  /** There must be one. */
  BigDecimal lowestBid() {
    BigDecimal lowest = quotes.getFirst().bid();
    for (Quote quote : quotes) {
      lowest = lowest.min(quote.bid());
    }
    return lowest;
  }

  /** There must be one. */
  BigDecimal highestAsk() {
    BigDecimal highest = quotes.getFirst().ask();
    for (Quote quote : quotes) {
      highest = highest.max(quote.ask());
    }
    return highest;
  }

  /** Traded in 24 hours, in the quote currency. */
  BigDecimal volume() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Quote quote : quotes) {
      sum = sum.add(quote.volume().multiply(quote.last()));
    }
    return sum;
  }

  /** What lies near bid and ask, in the quote currency; null if no quote tells it. */
  @Nullable BigDecimal depth() {
    BigDecimal sum = null;
    for (Quote quote : quotes) {
      if (quote.bidDepth() != null || quote.askDepth() != null) {
        BigDecimal own = orZero(quote.bidDepth()).add(orZero(quote.askDepth()));
        sum = orZero(sum).add(own.multiply(quote.last()));
      }
    }
    return sum;
  }

  /** The spreads together as part of the prices together. */
  BigDecimal spread() {
    BigDecimal spreads = BigDecimal.ZERO;
    BigDecimal prices = BigDecimal.ZERO;
    for (Quote quote : quotes) {
      spreads = spreads.add(quote.ask().subtract(quote.bid()));
      prices = prices.add(quote.last());
    }
    return spreads.divide(prices, Decimals.STORED);
  }

  /** How much the price changed in 24 hours, in percent, in the mean; null if no quote tells it. */
  @Nullable BigDecimal change() {
    BigDecimal sum = BigDecimal.ZERO;
    int count = 0;
    for (Quote quote : quotes) {
      BigDecimal change = quote.changePercent();
      if (change != null) {
        sum = sum.add(change.abs());
        count++;
      }
    }
    return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), Decimals.STORED);
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
