package neuratrade.risk;

import java.util.Locale;

/** How deep an account is in drawdown, from none to its halt limit and beyond. */
public enum Level {
  NORMAL,
  WARNING,
  CRITICAL,
  BREACH;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  static Level of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  boolean isAtLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
