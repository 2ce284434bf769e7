package neuratrade.signal;

import java.util.Locale;

/** What a signal says to do. */
public enum Side {
  BUY,
  SELL;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }
}
