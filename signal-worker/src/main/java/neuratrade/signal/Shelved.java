package neuratrade.signal;

import java.util.function.Supplier;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * A candle series where the market keeps it. One that comes from the log is read when it is first
 * asked for, since most events are quotes, which ask for none. It belongs to the stage's thread.
 */
final class Shelved {

  private final String exchange;
  private final Timeframe timeframe;
  private @Nullable CandleSeries series;
  private final @Nullable Supplier<CandleSeries> stored;

  Shelved(String exchange, Timeframe timeframe, CandleSeries series) {
    this.exchange = exchange;
    this.timeframe = timeframe;
    this.series = series;
    this.stored = null;
  }

  Shelved(String exchange, Timeframe timeframe, Supplier<CandleSeries> stored) {
    this.exchange = exchange;
    this.timeframe = timeframe;
    this.stored = stored;
  }

  String exchange() {
    return exchange;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  boolean isOf(String exchange, Timeframe timeframe) {
    return this.exchange.equals(exchange) && this.timeframe.equals(timeframe);
  }

  CandleSeries series() {
    CandleSeries known = series;
    if (known == null) {
      known = stored == null ? CandleSeries.EMPTY : stored.get();
      series = known;
    }
    return known;
  }

  boolean isRead() {
    return series != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Shelved that
            && isOf(that.exchange, that.timeframe)
            && series().equals(that.series()));
  }

  @Override
  public int hashCode() {
    return 31 * exchange.hashCode() + timeframe.hashCode();
  }

  @Override
  public String toString() {
    return exchange + " " + timeframe.text() + " " + series();
  }
}
