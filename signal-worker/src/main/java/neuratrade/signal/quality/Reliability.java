package neuratrade.signal.quality;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far exchanges can be relied on, 0 to 1. Their names are taken without regard to case.
 *
 * @param known by name in lower case
 * @param unknown that of every other exchange
 */
public record Reliability(Map<String, BigDecimal> known, BigDecimal unknown) {

  public Reliability {
    known = Map.copyOf(known);
  }

  /**
   * Reads entries as configuration writes them, {@code exchange:reliability} each.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Reliability parse(List<String> texts, BigDecimal unknown) {
    Map<String, BigDecimal> known = new HashMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      BigDecimal reliability;
      try {
        reliability = Numbers.parse(text.substring(colon + 1));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(text + " is no entry such as binance:0.8657", e);
      }
      String exchange = text.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
      if (exchange.isEmpty()
          || reliability.signum() < 0
          || reliability.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(text + " is no exchange with a number within 0 and 1");
      }
      known.put(exchange, reliability);
    }
    return new Reliability(known, unknown);
  }

  /** Null if nothing is known of the exchange. */
  @Nullable BigDecimal of(String exchange) {
    return known.get(exchange.toLowerCase(Locale.ROOT));
  }
}
