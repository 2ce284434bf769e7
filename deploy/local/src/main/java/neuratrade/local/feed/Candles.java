package neuratrade.local.feed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.local.feed.Tape.Trade;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.Timeframe;

/**
 * Makes one-minute candles of a symbol's trades, one after the other.
 *
 * <p>It belongs to one thread.
 */
final class Candles {

  private static final Timeframe TIMEFRAME = new Timeframe("1m");
  private static final MathContext DIGITS = new MathContext(7);

  private final Listing listing;
  private final Supplier<String> ids;
  private final List<Trade> trades = new ArrayList<>();
  private Instant openTime;

  /**
   * @param openTime of the first candle
   */
  Candles(Listing listing, Supplier<String> ids, Instant openTime) {
    this.listing = listing;
    this.ids = ids;
    this.openTime = openTime;
  }

  /** Adds trades to the candle that is open. */
  void add(List<Trade> more) {
    trades.addAll(more);
  }

  /** Whether the open candle has had its minute. */
  boolean isOver(Instant now) {
    return !now.isBefore(closeTime());
  }

  /** Closes the open candle and begins the next; a minute without a trade has none. */
  List<CandleClosed> close(Instant now) {
    List<CandleClosed> closed = trades.isEmpty() ? List.of() : List.of(candle(now));
    openTime = closeTime();
    trades.clear();
    return closed;
  }

  private Instant closeTime() {
    return openTime.plus(Duration.ofMinutes(1));
  }

  private CandleClosed candle(Instant now) {
    List<BigDecimal> prices = trades.stream().map(Trade::price).toList();
    return new CandleClosed(
        ids.get(),
        now,
        listing.symbol(),
        Venue.BINANCE,
        TIMEFRAME,
        openTime,
        scaled(prices.getFirst()),
        scaled(prices.stream().reduce(BigDecimal::max).orElseThrow()),
        scaled(prices.stream().reduce(BigDecimal::min).orElseThrow()),
        scaled(prices.getLast()),
        trades.stream().map(Trade::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private BigDecimal scaled(BigDecimal price) {
    return price.multiply(listing.scale()).round(DIGITS);
  }
}
