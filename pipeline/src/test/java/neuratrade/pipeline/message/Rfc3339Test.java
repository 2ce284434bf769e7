package neuratrade.pipeline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsWhatJavaTimeWrites(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(FIRST.getEpochSecond() + 86_400, LAST.getEpochSecond() - 86_400),
              nanos(random));
      ZoneOffset offset =
          random.nextBoolean()
              ? ZoneOffset.UTC
              : ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60) - 18 * 60));
      String text =
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(time.atOffset(offset))
              + fraction(time, random)
              + offset;

      assertThat(Rfc3339.parse(text)).as("seed %d: %s", seed, text).isEqualTo(time);
      assertThat(Rfc3339.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void takesAndRefusesWhatJavaTimeTakesAndRefuses(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("2024-02-29T23:59:59.120Z");
      for (int n = random.nextInt(3); n >= 0; n--) {
        int place = random.nextInt(text.length());
        text.setCharAt(place, "0123456789-:.TZ+".charAt(random.nextInt(16)));
      }
      Instant expected = javaTime(text.toString());
      Instant read = ours(text.toString());

      assertThat(read).as("seed %d: %s", seed, text).isEqualTo(expected);
      refused += expected.equals(Instant.MIN) ? 1 : 0;
    }
    assertThat(refused).isBetween(5_000, 19_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23",
        "2026-11-23T09:30Z",
        "2026-11-23T09:30:00",
        "2026-11-23T09:30+01:00:30",
        "-2026-11-23T09:30:00Z",
        "+12026-11-23T09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:30:60Z",
        "2026-11-23T09:30:00.1234567890Z"
      })
  void refusesWhatIsNotRfc3339(String text) {
    assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void writesWhatJavaTimeWrites(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(FIRST.getEpochSecond() - 86_400, LAST.getEpochSecond() + 86_400),
              nanos(random));

      assertThat(Rfc3339.text(time)).as("seed %d", seed).isEqualTo(time.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void writesTheFirstAndTheLastOfItsForm(String text) {
    assertThat(Rfc3339.text(Instant.parse(text))).isEqualTo(text);
  }

  private static int nanos(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 1_000_000 * random.nextInt(1_000);
      case 2 -> 1_000 * random.nextInt(1_000_000);
      default -> random.nextInt(1_000_000_000);
    };
  }

  /** The fraction with as many digits as it needs, or more. */
  private static String fraction(Instant time, Random random) {
    String digits = "%09d".formatted(time.getNano());
    int needed = digits.replaceAll("0+$", "").length();
    int shown = needed + random.nextInt(10 - needed);
    return shown == 0 ? "" : "." + digits.substring(0, shown);
  }

  private static Instant javaTime(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private static Instant ours(String text) {
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }
}
