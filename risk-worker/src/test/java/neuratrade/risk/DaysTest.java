package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a trading day ends. */
class DaysTest {

  @ParameterizedTest
  @CsvSource({
    "UTC, 00:00, 2026-11-23T09:30:00Z, 2026-11-24T00:00:00Z",
    "UTC, 00:00, 2026-11-23T23:59:59.999Z, 2026-11-24T00:00:00Z",
    "UTC, 00:00, 2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z",
    "UTC, 22:00, 2026-11-23T21:59:59Z, 2026-11-23T22:00:00Z",
    "America/New_York, 17:00, 2026-11-23T12:00:00Z, 2026-11-23T22:00:00Z",
    "Asia/Tokyo, 00:00, 2026-11-23T16:00:00Z, 2026-11-24T15:00:00Z",
  })
  void itEndsAtItsTimeInItsZone(String zone, LocalTime time, Instant at, Instant end) {
    assertThat(endOfDay(zone, time, at)).isEqualTo(end);
  }

  /** Berlin, 29 March 2026: 02:00 is followed by 03:00. */
  @ParameterizedTest
  @CsvSource({
    "00:00, 2026-03-28T22:59:59Z, 2026-03-28T23:00:00Z",
    "00:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "02:30, 2026-03-29T00:59:59Z, 2026-03-29T01:30:00Z",
    "02:30, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
  })
  void onTheShortDayATimeThatIsLeftOutIsAsMuchLater(LocalTime time, Instant at, Instant end) {
    assertThat(endOfDay("Europe/Berlin", time, at)).isEqualTo(end);
  }

  /** Berlin, 25 October 2026: 03:00 is followed by 02:00. */
  @ParameterizedTest
  @CsvSource({
    "00:00, 2026-10-24T21:59:59Z, 2026-10-24T22:00:00Z",
    "00:00, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "02:30, 2026-10-25T00:29:59Z, 2026-10-25T00:30:00Z",
    "02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "02:30, 2026-10-25T01:30:00Z, 2026-10-26T01:30:00Z",
  })
  void onTheLongDayATimeThatComesTwiceIsTheFirst(LocalTime time, Instant at, Instant end) {
    assertThat(endOfDay("Europe/Berlin", time, at)).isEqualTo(end);
  }

  @Test
  void daysFollowEachOtherThroughAYearWithoutGapOrOverlap() {
    for (String zone : new String[] {"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"}) {
      for (LocalTime time : new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.of(23, 45)}) {
        Instant at = Instant.parse("2026-01-01T12:00:00Z");
        for (int day = 0; day < 400; day++) {
          Instant end = endOfDay(zone, time, at);
          assertThat(endOfDay(zone, time, end.minusMillis(1))).isEqualTo(end);
          assertThat(Duration.between(at, end))
              .isBetween(Duration.ofMillis(1), Duration.ofHours(25));
          at = end;
        }
      }
    }
  }

  private static Instant endOfDay(String zone, LocalTime time, Instant at) {
    return new DayLimits(new BigDecimal("0.05"), ZoneId.of(zone), time).endOfDay(at);
  }
}
