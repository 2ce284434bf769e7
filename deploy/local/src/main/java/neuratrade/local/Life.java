package neuratrade.local;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 12h}, {@code 30m}, {@code 90s} or {@code 1h30m}. */
final class Life implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration life = Duration.parse("PT" + text);
      if (life.isPositive()) {
        return life;
      }
    } catch (DateTimeParseException e) {
      // Told below, as a life that is not positive.
    }
    throw new TypeConversionException("'" + text + "' is no time: write 12h, 30m or 90s");
  }
}
