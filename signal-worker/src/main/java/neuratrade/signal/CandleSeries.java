package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.message.Decimals;

/**
 * The newest candles of one exchange and timeframe.
 *
 * @param candles rising by their opening, at most {@value #KEPT}, at least one
 * @param newest the opening of the last one, and the ids of that
 * @param before where the indicators stood before the last one, against which a correction of it is
 *     judged again
 * @param stand where they stand
 * @param heardAt the broker's time of the newest event
 */
public record CandleSeries(
    List<Candle> candles, Newest newest, Stand before, Stand stand, Instant heardAt) {

  static final int KEPT = 60;

  static final CandleSeries EMPTY =
      new CandleSeries(List.of(), Newest.NONE, Stand.UNKNOWN, Stand.UNKNOWN, Instant.MIN);

  public CandleSeries {
    candles = List.copyOf(candles);
  }

  /** With a candle that is the newest, or a correction of the newest. */
  CandleSeries with(Candle candle, String id, Instant at) {
    boolean isCorrection = isCorrectedBy(candle);
    List<Candle> next = new ArrayList<>(candles);
    if (isCorrection) {
      next.removeLast();
    } else if (next.size() == KEPT) {
      next.removeFirst();
    }
    next.add(candle);
    Stand from = isCorrection ? before : stand;
    if (next.size() < Indicators.LEAST_CANDLES) {
      return new CandleSeries(
          next, newest.with(candle.openTime(), id), Stand.UNKNOWN, Stand.UNKNOWN, at);
    }
    Stand known = from.isKnown() ? from : new Indicators(next.subList(0, next.size() - 1)).stand();
    Stand now = new Indicators(next).standAfter(known);
    return new CandleSeries(next, newest.with(candle.openTime(), id), known, now, at);
  }

  /** Whether the candle takes the place of the newest one. */
  boolean isCorrectedBy(Candle candle) {
    return candle.openTime().equals(newest.at());
  }

  /** What crossed with the newest candle. */
  Set<Component> crossed() {
    return stand.crossedSince(before);
  }

  /** The range of the newest {@code count} candles as part of the last price. */
  BigDecimal volatility(int count) {
    List<Candle> last = candles.subList(Math.max(0, candles.size() - count), candles.size());
    BigDecimal high = last.getFirst().high();
    BigDecimal low = last.getFirst().low();
    for (Candle candle : last) {
      high = high.max(candle.high());
      low = low.min(candle.low());
    }
    return high.subtract(low).divide(last.getLast().close(), Decimals.STORED);
  }
}
