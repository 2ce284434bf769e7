package neuratrade.local.feed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;

/**
 * A simple strategy: what rose since it looked last is to be bought, what fell is to be sold, at
 * one exchange after the other.
 *
 * <p>It belongs to one thread.
 */
final class Momentum implements Stream {

  private static final String SOURCE = "momentum";
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final BigDecimal LITTLE = new BigDecimal("0.001");
  private static final BigDecimal LEAST_CONFIDENCE = new BigDecimal("0.65");
  private static final BigDecimal MOST_CONFIDENCE = new BigDecimal("0.95");
  private static final List<List<String>> WHERE =
      List.of(
          List.of(Venue.BINANCE), List.of(Venue.COINBASE), List.of(Venue.BINANCE, Venue.COINBASE));

  private final Market market;
  private final Duration after;
  private final Supplier<String> ids;
  private BigDecimal before;
  private int turn;

  /**
   * @param after how long it waits with its first proposal
   * @param ids gives each event its id
   */
  Momentum(Market market, Duration after, Supplier<String> ids) {
    this.market = market;
    this.after = after;
    this.ids = ids;
    this.before = market.price();
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration after() {
    return after;
  }

  @Override
  public List<Event> next(Instant now) {
    BigDecimal price = market.price();
    BigDecimal move = price.subtract(before).divide(before, MathContext.DECIMAL32);
    before = price;
    List<String> where = WHERE.get(turn++ % WHERE.size());
    return List.of(
        new SignalProposed(
            ids.get(),
            now,
            market.symbol(),
            action(move),
            LEAST_CONFIDENCE
                .add(move.abs().multiply(BigDecimal.TEN))
                .min(MOST_CONFIDENCE)
                .setScale(2, RoundingMode.DOWN),
            SOURCE,
            where,
            "%+.2f %% since the last look".formatted(move.movePointRight(2)),
            now.plus(LIFE)));
  }

  private static Action action(BigDecimal move) {
    if (move.abs().compareTo(LITTLE) < 0) {
      return Action.HOLD;
    }
    return move.signum() > 0 ? Action.BUY : Action.SELL;
  }
}
