package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.MINUTE;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.plus;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithoutTarget;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import neuratrade.quest.QuestFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Remaining ÷ observed rate, in a word. */
class TimeRemainingTest {

  private static final Duration WINDOW = Duration.ofHours(1);

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({
    "0, <1m",
    "59, <1m",
    "60, 1m",
    "3599, 59m",
    "3600, 1h",
    "12000, 3h 20m",
    "86399, 23h 59m",
    "86400, 1d",
    "215999, 2d",
  })
  void aDurationIsOneWordRoundedDown(long seconds, String text) {
    assertThat(TimeRemaining.text(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void isNotKnownBeforeARateIsObserved() {
    desk.on(started(0));
    assertThat(remaining(0)).isEqualTo("calculating");
    desk.on(at("800", 10));
    assertThat(remaining(10)).as("one observation is no rate").isEqualTo("calculating");
    desk.on(at("800", 20));

    assertThat(remaining(20)).as("it stands still").isEqualTo("calculating");
  }

  @Test
  void isTheRemainingByTheRateAndRunsOnWithTheClock() {
    desk.on(started(0), at("100", 0), at("200", HOUR));

    assertThat(remaining(HOUR)).isEqualTo("8h");
    assertThat(remaining(2 * HOUR)).isEqualTo("7h");
    assertThat(remaining(9 * HOUR - 59)).isEqualTo("<1m");
    assertThat(remaining(9 * HOUR)).isEqualTo("due now");
    assertThat(remaining(20 * HOUR)).isEqualTo("due now");
  }

  @Test
  void takesElapsedTimeAndNotTheNumberOfUpdates() {
    desk.on(started(0), at("0", 0), plus("100", 10 * MINUTE), plus("100", 20 * MINUTE));

    assertThat(remaining(20 * MINUTE)).isEqualTo("1h 20m");
  }

  @Test
  void isNotToldOfWhatHasNoTargetOrHasEnded() {
    desk.on(startedWithoutTarget(0), at("1", 1), at("2", 2));
    assertThat(remaining(2)).isNull();

    Desk other = new Desk();
    other.on(started(0), at("1", 1), at("2", 2), cancelled(3));

    assertThat(TimeRemaining.of(other.quest(), second(3))).isNull();
  }

  @Test
  void whatWouldTakeDecadesIsNotEstimated() {
    desk.on(started(0), at("0.000000000000000001", 0), at("0.000000000000000002", 90 * DAY - 1));

    assertThat(remaining(90 * DAY)).isEqualTo("calculating");
  }

  @Test
  void observationsOfOneTimeAreTakenTogether() {
    Pace pace = Pace.from(second(0), BigDecimal.ZERO);

    Pace same = pace.with(second(0), BigDecimal.TEN, WINDOW);
    Pace later = same.with(second(10), new BigDecimal(30), WINDOW);

    assertThat(same).isEqualTo(pace);
    assertThat(later.perSecond()).isEqualByComparingTo("3");
  }

  @Test
  void withinTheWindowTheRateIsThePlainMean() {
    Pace pace =
        Pace.from(second(0), BigDecimal.ZERO)
            .with(second(600), new BigDecimal(600), WINDOW)
            .with(second(1200), new BigDecimal(600), WINDOW);

    assertThat(pace.perSecond()).isEqualByComparingTo("0.5");
  }

  @Test
  void beyondTheWindowWhatIsNewWeighsMore() {
    Pace pace =
        Pace.from(second(0), BigDecimal.ZERO).with(second(3600), new BigDecimal(3600), WINDOW);
    assertThat(pace.seconds()).isEqualByComparingTo("3600");

    Pace stopped = pace.with(second(7200), new BigDecimal(3600), WINDOW);
    Pace still = stopped.with(second(10800), new BigDecimal(3600), WINDOW);

    assertThat(stopped.perSecond()).isEqualByComparingTo("0.5");
    assertThat(still.perSecond()).isEqualByComparingTo("0.25");
  }

  private @Nullable String remaining(long second) {
    return TimeRemaining.of(desk.quest(), second(second));
  }
}
