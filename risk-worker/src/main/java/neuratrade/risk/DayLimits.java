package neuratrade.risk;

import static neuratrade.risk.LimitKey.DAILY_LOSS;
import static neuratrade.risk.LimitKey.DAY_TIME;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * How much a day may lose, and when it ends.
 *
 * @param loss the part of the day's opening equity that its trades may lose, net of wins
 * @param time of day in {@code zone} at which a day ends, in whole minutes
 */
public record DayLimits(BigDecimal loss, ZoneId zone, LocalTime time) {

  /**
   * @throws RefusedLimitException that names the key and says what it must be
   */
  public DayLimits {
    Limits.checkPart(DAILY_LOSS, loss);
    if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
      throw RefusedLimitException.of(DAY_TIME, time, "it must be in whole minutes, such as 17:00");
    }
  }

  /**
   * When the day of {@code at} ends. Where clocks are put forward over that time, it is as much
   * later; where they are put back over it, it is the earlier of the two, as java.time has it.
   */
  Instant endOfDay(Instant at) {
    // A gap can put yesterday's end into today.
    LocalDate date = at.atZone(zone).toLocalDate().minusDays(1);
    Instant end = date.atTime(time).atZone(zone).toInstant();
    while (!end.isAfter(at)) {
      date = date.plusDays(1);
      end = date.atTime(time).atZone(zone).toInstant();
    }
    return end;
  }
}
