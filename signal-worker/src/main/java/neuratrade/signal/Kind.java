package neuratrade.signal;

import java.util.Locale;

/** What a signal rests on. */
public enum Kind {
  /** One exchange asks less than another one bids. */
  ARBITRAGE,
  /** What indicators over candles show. */
  TECHNICAL,
  /** What strategies and models propose. */
  PROPOSED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }
}
