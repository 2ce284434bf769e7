package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * The candle series of a symbol.
 *
 * @param series in the order of their exchanges and timeframes, at most {@value #MOST}
 */
public record Shelf(List<Shelved> series) {

  static final int MOST = 32;

  static final Shelf EMPTY = new Shelf(List.of());

  private static final Comparator<Shelved> ORDER =
      Comparator.comparing(Shelved::exchange).thenComparing(each -> each.timeframe().text());
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

  public Shelf {
    series = List.copyOf(series);
  }

  /** In whatever order they come. */
  static Shelf of(List<Shelved> series) {
    return new Shelf(series.stream().sorted(ORDER).toList());
  }

  @Nullable Shelved find(String exchange, Timeframe timeframe) {
    for (Shelved each : series) {
      if (each.isOf(exchange, timeframe)) {
        return each;
      }
    }
    return null;
  }

  /** With a series that is new, or in place of what it was before. */
  Shelf with(Shelved next) {
    List<Shelved> all = new ArrayList<>(series.size() + 1);
    for (Shelved each : series) {
      if (!each.isOf(next.exchange(), next.timeframe())) {
        all.add(each);
      }
    }
    all.add(next);
    return of(all);
  }

  boolean isFull() {
    return series.size() >= MOST;
  }

  /**
   * Without the series of which nothing was heard for the longest; null if all are heard of, for
   * which two of its candles or 24 h may pass.
   */
  @Nullable Shelf withoutTheGivenUp(Instant at) {
    Shelved longest = null;
    for (Shelved each : series) {
      if (isGivenUp(each, at)
          && (longest == null || each.series().heardAt().isBefore(longest.series().heardAt()))) {
        longest = each;
      }
    }
    if (longest == null) {
      return null;
    }
    List<Shelved> kept = new ArrayList<>(series);
    kept.remove(longest);
    return new Shelf(kept);
  }

  private static boolean isGivenUp(Shelved each, Instant at) {
    Duration patience = each.timeframe().duration().multipliedBy(2);
    return !each.series()
        .heardAt()
        .plus(patience.compareTo(GIVEN_UP_AFTER) < 0 ? GIVEN_UP_AFTER : patience)
        .isAfter(at);
  }

  /**
   * The volatility over the newest {@code count} candles of the shortest timeframe that is still
   * heard of, of the exchange with the newest of them; null without candles.
   */
  @Nullable BigDecimal volatility(int count, Instant at) {
    Shelved best = null;
    for (Shelved each : series) {
      if (!isGivenUp(each, at) && (best == null || tellsMore(each, best))) {
        best = each;
      }
    }
    return best == null ? null : best.series().volatility(count);
  }

  private static boolean tellsMore(Shelved each, Shelved than) {
    int order = each.timeframe().duration().compareTo(than.timeframe().duration());
    return order < 0
        || (order == 0 && each.series().newest().at().isAfter(than.series().newest().at()));
  }
}
