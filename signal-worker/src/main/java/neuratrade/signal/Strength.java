package neuratrade.signal;

import java.math.BigDecimal;
import java.util.Locale;

/** How much there is in a signal. */
public enum Strength {
  WEAK,
  MEDIUM,
  STRONG;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  /** By what {@code value} is above. */
  static Strength of(BigDecimal value, BigDecimal medium, BigDecimal strong) {
    if (value.compareTo(strong) > 0) {
      return STRONG;
    }
    return value.compareTo(medium) > 0 ? MEDIUM : WEAK;
  }
}
