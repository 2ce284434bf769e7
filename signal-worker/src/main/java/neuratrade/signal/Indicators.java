package neuratrade.signal;

import java.math.BigDecimal;
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

/** The indicators over a candle series, by ta4j, in decimals. */
final class Indicators {

  /** With fewer candles they say nothing. */
  static final int LEAST_CANDLES = 50;

  private static final NumFactory NUMBERS = DecimalNumFactory.getInstance(34);
  private static final Num UNDER = NUMBERS.numOf(30);
  private static final Num OVER = NUMBERS.numOf(70);
  private static final Num OVERSOLD_OVER = NUMBERS.numOf(35);
  private static final Num OVERBOUGHT_OVER = NUMBERS.numOf(65);
  private static final Num MIDDLE = NUMBERS.numOf(50);

  private final List<Candle> candles;
  private final int last;
  private final RSIIndicator rsi;
  private final EMAIndicator ema;
  private final SMAIndicator sma;
  private final MACDIndicator macd;
  private final EMAIndicator signalLine;

  /** Over at least {@value #LEAST_CANDLES} candles. */
  Indicators(List<Candle> candles) {
    this.candles = candles;
    last = candles.size() - 1;
    ClosePriceIndicator close = new ClosePriceIndicator(series(candles));
    rsi = new RSIIndicator(close, 14);
    ema = new EMAIndicator(close, 12);
    sma = new SMAIndicator(close, 20);
    macd = new MACDIndicator(close, 12, 26);
    signalLine = macd.getSignalLine(9);
  }

  /** Where they stood with the candle before the last, as far as these candles show it. */
  Stand beforeLast() {
    Num was = rsi(last - 1);
    return new Stand(
        true,
        !was.isLessThan(UNDER),
        !was.isGreaterThan(OVER),
        ema.getValue(last - 1).compareTo(sma.getValue(last - 1)),
        macd.getValue(last - 1).compareTo(signalLine.getValue(last - 1)));
  }

  /** Where they stand with the last candle; to touch a line is not to cross it. */
  Stand withLast(Stand before) {
    Num now = rsi(last);
    int average = ema.getValue(last).compareTo(sma.getValue(last));
    int momentum = macd.getValue(last).compareTo(signalLine.getValue(last));
    return new Stand(
        true,
        !now.isLessThan(before.oversoldArmed() ? UNDER : OVERSOLD_OVER),
        !now.isGreaterThan(before.overboughtArmed() ? OVER : OVERBOUGHT_OVER),
        average == 0 ? before.average() : average,
        momentum == 0 ? before.macd() : momentum);
  }

  /** In the middle as long as no price moved, where the formula would say 0. */
  private Num rsi(int index) {
    BigDecimal first = candles.getFirst().close();
    for (int i = 1; i <= index; i++) {
      if (candles.get(i).close().compareTo(first) != 0) {
        return rsi.getValue(index);
      }
    }
    return MIDDLE;
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
