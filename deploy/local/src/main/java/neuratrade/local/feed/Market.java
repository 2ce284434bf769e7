package neuratrade.local.feed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import neuratrade.local.feed.Tape.Trade;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import org.jspecify.annotations.Nullable;

/**
 * A symbol on all exchanges, five seconds of the tape a second: their quotes, which differ by
 * little but for a gap now and then, and their candles.
 *
 * <p>It belongs to one thread.
 */
final class Market implements Stream {

  /** So many candles lie before the first that closes while somebody looks. */
  static final int CANDLES_BEFORE = 52;

  private static final int SECONDS_A_TURN = 5;
  private static final int TURNS_A_CANDLE = 60;

  private static final MathContext PRICE = new MathContext(7);
  private static final double MOST_APART = 0.0002;

  private final Listing listing;
  private final Replay replay;
  private final Candles candles;
  private final Supplier<String> ids;
  private final SplittableRandom random;
  private final List<Event> due = new ArrayList<>();
  private BigDecimal price;
  private int turn;

  /**
   * @param ids gives each event its id
   */
  Market(Listing listing, List<Trade> tape, Supplier<String> ids, Instant now) {
    this.listing = listing;
    this.replay = new Replay(tape, listing.startPercent());
    this.candles =
        new Candles(
            listing,
            ids,
            now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(CANDLES_BEFORE)));
    this.ids = ids;
    this.random = new SplittableRandom(listing.symbol().hashCode());
    this.price = tape.getFirst().price().multiply(listing.scale());
    for (int i = 0; i < CANDLES_BEFORE; i++) {
      trade(SECONDS_A_TURN * TURNS_A_CANDLE);
      due.addAll(candles.close(now));
    }
  }

  String symbol() {
    return listing.symbol();
  }

  /** The newest price, without what the exchanges make of it. */
  BigDecimal price() {
    return price;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public List<Event> next(Instant now) {
    List<Event> events = new ArrayList<>(due);
    due.clear();
    if (candles.isOver(now)) {
      events.addAll(candles.close(now));
    }
    trade(SECONDS_A_TURN);
    Gap gap = Gap.at(turn - listing.firstGap());
    Venue.ALL.forEach(venue -> events.add(quote(venue, gap, now)));
    turn++;
    return events;
  }

  private void trade(int seconds) {
    List<Trade> trades = replay.next(seconds);
    if (!trades.isEmpty()) {
      price = trades.getLast().price().multiply(listing.scale());
    }
    candles.add(trades);
  }

  private QuoteReceived quote(Venue venue, @Nullable Gap gap, Instant now) {
    BigDecimal apart = BigDecimal.valueOf(1 + random.nextDouble(-MOST_APART, MOST_APART));
    BigDecimal last =
        price.multiply(apart).multiply(gap == null ? BigDecimal.ONE : gap.factor(venue));
    BigDecimal half = last.multiply(venue.spread()).divide(BigDecimal.TWO, PRICE);
    BigDecimal depth = venue.depth().divide(last, PRICE);
    return new QuoteReceived(
        ids.get(),
        now,
        listing.symbol(),
        venue.name(),
        last.subtract(half).round(PRICE),
        last.add(half).round(PRICE),
        last.round(PRICE),
        venue.turnover24h().divide(last, PRICE),
        depth,
        depth,
        null);
  }
}
