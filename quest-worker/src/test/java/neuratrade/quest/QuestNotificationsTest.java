package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.completed;
import static neuratrade.quest.QuestFixtures.data;
import static neuratrade.quest.QuestFixtures.failed;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.resumed;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;
import static neuratrade.quest.QuestFixtures.startedWithoutTarget;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Test;

/** What people read. */
class QuestNotificationsTest {

  private final Desk desk = new Desk();

  @Test
  void aProgressIsToldWithAllItsFacts() {
    desk.on(startedWithDeadline(DAY, 0), at("100", 0));

    assertThat(desk.on(at("249.50", HOUR)))
        .containsExactly(
            new Notification(
                "quest.progress",
                "quests:42",
                Severity.LOW,
                "Quest progress",
                "Fund growth is at 249.5 of 1000 (24 %). Time to go: 5h 1m.",
                second(HOUR),
                Map.of(
                    "quest_id", "q",
                    "name", "Fund growth",
                    "kind", "goal",
                    "cadence", "onetime",
                    "status", "active",
                    "current", "249.5",
                    "target", "1000",
                    "percent", 24,
                    "time_remaining", "5h 1m",
                    "deadline", "2026-11-24T09:30:00Z")));
  }

  @Test
  void aStartSaysWhereItGoesAndUntilWhen() {
    assertThat(told(desk.on(startedWithDeadline(DAY, 0))))
        .isEqualTo(
            "low: Quest started: Fund growth started towards 1000. It is due 2026-11-24 09:30"
                + " UTC.");
    assertThat(told(new Desk().on(started(0))))
        .isEqualTo("low: Quest started: Fund growth started towards 1000.");
    assertThat(told(new Desk().on(startedWithoutTarget(0))))
        .isEqualTo("low: Quest started: Fund growth started without a target.");
  }

  @Test
  void progressSaysHowLongItStillTakes() {
    desk.on(started(0));
    assertThat(told(desk.on(at("10", 0))))
        .isEqualTo(
            "low: Quest progress: Fund growth is at 10 of 1000 (1 %). Time to go: calculating.");
    desk.on(at("200", HOUR));

    desk.on(at("210", HOUR + 1), second(20 * HOUR));
    assertThat(told(desk.on(at("220", HOUR + 2), second(30 * HOUR))))
        .isEqualTo("low: Quest progress: Fund growth is at 220 of 1000 (22 %). It is due now.");
  }

  @Test
  void withoutATargetProgressIsANumber() {
    desk.on(startedWithoutTarget(0));

    List<Notification> told = desk.on(at("12", 1));

    assertThat(told(told)).isEqualTo("low: Quest progress: Fund growth is at 12.");
    assertThat(data(told.getFirst())).doesNotContainKeys("target", "percent", "time_remaining");
  }

  @Test
  void milestonesAreListedAsPeopleList() {
    desk.on(started(0));
    assertThat(told(desk.on(at("255", 1))))
        .isEqualTo(
            "low: Milestone 25 % reached: Fund growth passed 25 %: it is at 255 of 1000 (25 %)."
                + " Time to go: calculating.");
    assertThat(told(desk.on(at("760", 2))))
        .isEqualTo(
            "low: Milestone 75 % reached: Fund growth passed 50 % and 75 %: it is at 760 of 1000"
                + " (76 %). Time to go: <1m.");
    Desk other = new Desk();
    other.on(started(0));

    assertThat(told(other.on(at("900", 1))))
        .startsWith("low: Milestone 90 % reached: Fund growth passed 25 %, 50 %, 75 % and 90 %: ");
  }

  @Test
  void aPauseSaysWhatStillCounts() {
    desk.on(started(0), at("600", 0));
    assertThat(told(desk.on(paused(2))))
        .isEqualTo(
            "low: Quest paused: Fund growth is paused at 600 of 1000 (60 %). Its progress still"
                + " counts.");
    assertThat(told(desk.on(resumed(3))))
        .isEqualTo(
            "low: Quest resumed: Fund growth is active again at 600 of 1000 (60 %). Time to go:"
                + " calculating.");
    Desk other = new Desk();
    other.on(startedWithDeadline(DAY, 0));

    assertThat(told(other.on(paused(1))))
        .isEqualTo(
            "low: Quest paused: Fund growth is paused at 0 of 1000 (0 %). Its progress still"
                + " counts, and it is still due 2026-11-24 09:30 UTC.");
  }

  @Test
  void everyEndSaysHowFarItGot() {
    assertThat(told(afterSixHundred().on(at("1010", 3))))
        .isEqualTo(
            "medium: Quest completed: Fund growth reached its target: 1010 of 1000 (100 %).");
    assertThat(told(afterSixHundred().on(completed(3))))
        .isEqualTo("medium: Quest completed: Fund growth is done at 600 of 1000 (60 %).");
    assertThat(told(afterSixHundred().on(cancelled(3))))
        .isEqualTo(
            "low: Quest cancelled: Fund growth was cancelled at 600 of 1000 (60 %) and counts no"
                + " further.");
    List<Notification> failure = afterSixHundred().on(failed(3));
    assertThat(told(failure))
        .isEqualTo(
            "high: Quest failed: Fund growth failed at 600 of 1000 (60 %) and counts no further:"
                + " exchange is down");
    assertThat(data(failure.getFirst())).containsEntry("error", "exchange is down");
  }

  @Test
  void anExpirySaysWhy() {
    assertThat(told(afterSixHundred().wake(2 + 90 * DAY)))
        .isEqualTo(
            "medium: Quest expired: Nothing was heard of Fund growth for 90d. It got to 600 of 1000"
                + " (60 %) and counts no further.");
    desk.on(startedWithDeadline(HOUR, 0));

    assertThat(told(desk.wake(2 * HOUR)))
        .isEqualTo(
            "medium: Quest expired: Fund growth was due 2026-11-23 10:30 UTC and got to 0 of 1000"
                + " (0 %). It counts no further.");
  }

  private static Desk afterSixHundred() {
    Desk desk = new Desk();
    desk.on(started(0), at("600", 2));
    return desk;
  }

  private static String told(List<Notification> told) {
    Notification only = told.getFirst();
    assertThat(told).hasSize(1);
    return only.severity().text() + ": " + only.title() + ": " + only.message();
  }
}
