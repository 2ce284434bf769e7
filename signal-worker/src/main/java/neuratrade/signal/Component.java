package neuratrade.signal;

import java.math.BigDecimal;
import java.util.Locale;

/** One thing that the indicators of a candle series show. */
public enum Component {
  RSI_OVERSOLD(Side.BUY, "0.7", "RSI(14) fell under 30"),
  RSI_OVERBOUGHT(Side.SELL, "0.7", "RSI(14) rose over 70"),
  GOLDEN_CROSS(Side.BUY, "0.8", "EMA(12) crossed above SMA(20)"),
  DEATH_CROSS(Side.SELL, "0.8", "EMA(12) crossed below SMA(20)"),
  MACD_BULLISH(Side.BUY, "0.75", "MACD(12,26,9) crossed above its signal line"),
  MACD_BEARISH(Side.SELL, "0.75", "MACD(12,26,9) crossed below its signal line");

  private final Side side;
  private final BigDecimal confidence;
  private final String words;
  private final String text = name().toLowerCase(Locale.ROOT);

  Component(Side side, String confidence, String words) {
    this.side = side;
    this.confidence = new BigDecimal(confidence);
    this.words = words;
  }

  Side side() {
    return side;
  }

  /** Of a signal that rests on this alone. */
  BigDecimal confidence() {
    return confidence;
  }

  /** What happened, for people. */
  String words() {
    return words;
  }

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  static Component of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
