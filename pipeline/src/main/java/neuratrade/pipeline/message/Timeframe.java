package neuratrade.pipeline.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a candle lasts, as exchanges write it: {@code 1m}, {@code 15m}, {@code 4h}, {@code 1d},
 * {@code 1w}.
 *
 * @param text 1 to 999 and a unit
 */
public record Timeframe(@JsonValue String text) {

  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,2}[mhdw]");

  /**
   * @throws IllegalArgumentException if {@code text} is no timeframe
   */
  public Timeframe {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no timeframe such as 15m, 4h or 1d");
    }
  }

  static @Nullable Timeframe parse(String text) {
    return FORM.matcher(text).matches() ? new Timeframe(text) : null;
  }

  /** How long that is. */
  public Duration duration() {
    long count = Long.parseLong(text, 0, text.length() - 1, 10);
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
