package neuratrade.signal;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where the indicators of a candle series stand, from which the next candle may make them cross.
 * That they are remembered, and not worked out again from the candles before the last, is what
 * tells a crossing once: the same candle looks a little different when the window has moved on.
 *
 * @param oversoldArmed whether RSI may fall under its lower line
 * @param overboughtArmed whether RSI may rise over its upper line
 * @param average the sign of EMA − SMA; 0 if it was never known
 * @param macd the sign of MACD − its signal line; 0 if it was never known
 */
public record Stand(
    boolean isKnown, boolean oversoldArmed, boolean overboughtArmed, int average, int macd) {

  static final Stand UNKNOWN = new Stand(false, false, false, 0, 0);

  /** What crossed on the way from {@code before} to here. */
  Set<Component> crossedSince(Stand before) {
    Set<Component> crossed = EnumSet.noneOf(Component.class);
    if (before.oversoldArmed && !oversoldArmed) {
      crossed.add(Component.RSI_OVERSOLD);
    }
    if (before.overboughtArmed && !overboughtArmed) {
      crossed.add(Component.RSI_OVERBOUGHT);
    }
    if (before.average * average < 0) {
      crossed.add(average > 0 ? Component.GOLDEN_CROSS : Component.DEATH_CROSS);
    }
    if (before.macd * macd < 0) {
      crossed.add(macd > 0 ? Component.MACD_BULLISH : Component.MACD_BEARISH);
    }
    return crossed;
  }
}
