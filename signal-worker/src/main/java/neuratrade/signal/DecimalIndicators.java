package neuratrade.signal;

import java.time.Duration;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DecimalNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;

/**
 * The indicators of {@link Indicators}, by ta4j, in decimals of 34 digits: what they say counts.
 */
final class DecimalIndicators {

  private static final NumFactory NUMBERS = DecimalNumFactory.getInstance(34);
  private static final Num MIDDLE = NUMBERS.numOf(50);

  private final List<Candle> candles;
  private final ClosePriceIndicator close;
  private final int last;

  DecimalIndicators(List<Candle> candles) {
    this.candles = candles;
    close = new ClosePriceIndicator(series(candles));
    last = candles.size() - 1;
  }

  int rsi(int line) {
    return rsi().compareTo(NUMBERS.numOf(line));
  }

  int average() {
    EMAIndicator ema = new EMAIndicator(close, 12);
    SMAIndicator sma = new SMAIndicator(close, 20);
    return ema.getValue(last).compareTo(sma.getValue(last));
  }

  int macd() {
    MACDIndicator macd = new MACDIndicator(close, 12, 26);
    return macd.getValue(last).compareTo(macd.getSignalLine(9).getValue(last));
  }

  /** In the middle as long as no price moved, where the formula would say 0. */
  private Num rsi() {
    boolean hasMoved =
        candles.stream().anyMatch(each -> each.close().compareTo(candles.getFirst().close()) != 0);
    return hasMoved ? new RSIIndicator(close, 14).getValue(last) : MIDDLE;
  }

  private static BarSeries series(List<Candle> candles) {
    BarSeries series = new BaseBarSeriesBuilder().withNumFactory(NUMBERS).build();
    for (Candle candle : candles) {
      Num high = NUMBERS.numOf(candle.high());
      Num low = NUMBERS.numOf(candle.low());
      Num close = NUMBERS.numOf(candle.close());
      Num none = NUMBERS.zero();
      // Only closing prices and their order count.
      series.addBar(
          new BaseBar(
              Duration.ofMillis(1), candle.openTime(), close, high, low, close, none, none, 0));
    }
    return series;
  }
}
