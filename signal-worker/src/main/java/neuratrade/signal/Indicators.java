package neuratrade.signal;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the indicators are with the last of some candles: under a line, -1, on it, 0, or over it,
 * 1.
 *
 * <p>Decimals tell, but a hundred times as slowly as doubles, and nearly always a value is so far
 * from its line that doubles tell the same. No value is made of the doubles, so that their rounding
 * shows nowhere.
 */
final class Indicators {

  /** With fewer candles they say nothing. */
  static final int LEAST_CANDLES = 50;

  /**
   * As part of the highest price, how near to a line doubles cannot tell. All that is compared is a
   * weighted sum of prices, whose weights add up to 4 at most without their signs; what is rounded
   * away over 60 candles is a thousand times less.
   */
  private static final double NEAR = 1e-9;

  private static final int UNDER = 30;
  private static final int OVER = 70;
  private static final int OVERSOLD_OVER = 35;
  private static final int OVERBOUGHT_OVER = 65;

  private final List<Candle> candles;
  private final double near;
  private final double gain;
  private final double loss;
  private final double average;
  private final double macd;
  private @Nullable DecimalIndicators exact;

  Indicators(List<Candle> candles) {
    this.candles = candles;
    double price = price(0);
    double highest = price;
    double fast = price;
    double slow = price;
    double signal = 0;
    double gain = 0;
    double loss = 0;
    for (int i = 1; i < candles.size(); i++) {
      double move = price(i) - price;
      price = price(i);
      highest = Math.max(price, highest);
      fast += (price - fast) * 2 / (12 + 1);
      slow += (price - slow) * 2 / (26 + 1);
      signal += (fast - slow - signal) * 2 / (9 + 1);
      gain += (Math.max(move, 0) - gain) / 14;
      loss += (Math.max(-move, 0) - loss) / 14;
    }
    this.near = highest * NEAR;
    this.gain = gain;
    this.loss = loss;
    this.average = fast - mean(20);
    this.macd = fast - slow - signal;
  }

  private double price(int i) {
    return candles.get(i).close().doubleValue();
  }

  private double mean(int count) {
    double sum = 0;
    for (int i = candles.size() - count; i < candles.size(); i++) {
      sum += price(i);
    }
    return sum / count;
  }

  /** Where they stand, as far as these candles show it. */
  Stand stand() {
    return new Stand(true, rsi(UNDER) >= 0, rsi(OVER) <= 0, average(), macd());
  }

  /**
   * Where they stand if they stood so with the candle before; to touch a line is not to cross it.
   */
  Stand standAfter(Stand before) {
    int average = average();
    int macd = macd();
    return new Stand(
        true,
        rsi(before.oversoldArmed() ? UNDER : OVERSOLD_OVER) >= 0,
        rsi(before.overboughtArmed() ? OVER : OVERBOUGHT_OVER) <= 0,
        average == 0 ? before.average() : average,
        macd == 0 ? before.macd() : macd);
  }

  /** RSI(14), which is 100 gain ÷ (gain + loss). */
  int rsi(int line) {
    return side((gain * (100 - line) - loss * line) / 100, each -> each.rsi(line));
  }

  /** EMA(12), the line being SMA(20). */
  int average() {
    return side(average, DecimalIndicators::average);
  }

  /** MACD(12,26,9), the line being its signal line. */
  int macd() {
    return side(macd, DecimalIndicators::macd);
  }

  private int side(double over, ToIntFunction<DecimalIndicators> exactly) {
    if (Math.abs(over) > near) {
      return over > 0 ? 1 : -1;
    }
    if (exact == null) {
      exact = new DecimalIndicators(candles);
    }
    return exactly.applyAsInt(exact);
  }
}
