package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.MINUTE;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.data;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.plus;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What time alone does, and when. */
class TimersTest {

  private final Desk desk = new Desk();

  @Nested
  class Window {

    @Test
    void theFirstProgressIsToldAtOnceAndTheNewestOfTheRestAtTheWindowsEnd() {
      desk.on(started(0));
      assertThat(desk.types(at("10", 10), at("20", 20), at("30", 309)))
          .containsExactly("quest.progress");
      assertThat(desk.wakeAt()).isEqualTo(second(310));

      List<Notification> told = desk.wake(310);

      assertThat(told).extracting(Notification::type).containsExactly("quest.progress");
      assertThat(data(told.getFirst())).containsEntry("current", "30");
      assertThat(told.getFirst().occurredAt()).isEqualTo(second(310));
      assertThat(desk.wake(700)).as("nothing new since").isEmpty();
    }

    @Test
    void doesNotEndBeforeItsTime() {
      desk.on(started(0), at("10", 10), at("20", 20));

      assertThat(desk.wake(309)).isEmpty();
      assertThat(desk.wakeAt()).isEqualTo(second(310));
    }

    @Test
    void beginsAgainWhenItsNewestIsTold() {
      desk.on(started(0), at("10", 10), at("20", 20));
      assertThat(desk.wake(310)).hasSize(1);

      assertThat(desk.types(at("30", 609))).isEmpty();
      assertThat(desk.wakeAt()).isEqualTo(second(610));
    }

    @Test
    void progressAfterAQuietWindowIsToldAtOnce() {
      desk.on(started(0), at("10", 10));

      assertThat(desk.types(at("20", 310))).containsExactly("quest.progress");
    }

    @Test
    void aFloodOfUpdatesDoesNotStarveTheTelling() {
      desk.on(started(0));
      int told = 0;
      for (int i = 0; i < 1_000; i++) {
        told += desk.types(plus("0.1", 1 + i)).size();
      }

      assertThat(told).as("at 1, 301, 601, 901").isEqualTo(4);
    }

    @Test
    void aMilestoneTellsWhatWaitedAndDoesNotMoveTheWindow() {
      desk.on(started(0), at("10", 10), at("20", 20));

      assertThat(desk.types(at("250", 30))).containsExactly("quest.milestone");
      assertThat(desk.wake(310)).isEmpty();
      assertThat(desk.types(at("260", 311))).containsExactly("quest.progress");
    }

    @Test
    void anUpdateThatChangesNothingIsNotTold() {
      desk.on(started(0), at("10", 10));

      assertThat(desk.types(at("10", 400), plus("0", 401))).isEmpty();
      assertThat(desk.stale()).isZero();
      assertThat(desk.types(at("11", 402))).containsExactly("quest.progress");
    }

    @Test
    void runsOnTheBrokersTime() {
      desk.on(started(0));
      desk.on(at("10", 10), second(100));
      desk.on(at("20", 20), second(120));

      assertThat(desk.wakeAt()).isEqualTo(second(400));
    }

    @Test
    void isEachQuestsOwn() {
      desk.on(started(0), started("r", "1000", null, 0), at("10", 10), at("20", 20));

      assertThat(data(desk.wake(310).getFirst())).containsEntry("quest_id", "q");
      assertThat(desk.quest("r").told()).isEqualTo(Quest.Told.NOTHING);
    }
  }

  @Nested
  class Deadline {

    @Test
    void aQuestExpiresThirtySecondsAfterIt() {
      desk.on(startedWithDeadline(HOUR, 0));
      assertThat(desk.wakeAt()).isEqualTo(second(HOUR + 30));
      assertThat(desk.wake(HOUR + 29)).isEmpty();

      List<Notification> told = desk.wake(HOUR + 30);

      assertThat(told).extracting(Notification::type).containsExactly("quest.expired");
      assertThat(data(told.getFirst())).containsEntry("reason", "deadline");
      assertThat(desk.quest().status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void progressWithinTheGraceStillCompletes() {
      desk.on(startedWithDeadline(HOUR, 0));

      assertThat(desk.types(at("1000", HOUR + 29))).containsExactly("quest.completed");
    }

    @Test
    void progressAfterTheGraceComesTooLate() {
      desk.on(startedWithDeadline(HOUR, 0));

      assertThat(desk.types(at("1000", HOUR + 30))).containsExactly("quest.expired");
      assertThat(desk.stale()).isEqualTo(1);
    }

    @Test
    void whatWaitsForItsWindowIsToldByTheExpiry() {
      desk.on(startedWithDeadline(100, 0), at("10", 10), at("20", 20));
      assertThat(desk.wakeAt()).isEqualTo(second(130));

      List<Notification> told = desk.wake(400);

      assertThat(told).extracting(Notification::type).containsExactly("quest.expired");
      assertThat(data(told.getFirst())).containsEntry("current", "20");
      assertThat(desk.wakeAt()).isEqualTo(second(400 + DAY));
    }

    @Test
    void aQuestThatStartsAfterItExpiresAtOnce() {
      desk.on(startedWithDeadline(-60, 0));

      assertThat(desk.wakeAt()).isEqualTo(second(-30));
      assertThat(desk.wake(0)).extracting(Notification::type).containsExactly("quest.expired");
    }
  }

  @Nested
  class Idleness {

    @Test
    void aQuestWithoutADeadlineExpiresAfterNinetyDays() {
      desk.on(started(0), at("10", HOUR));
      assertThat(desk.wakeAt()).isEqualTo(second(HOUR + 90 * DAY));

      List<Notification> told = desk.wake(HOUR + 90 * DAY);

      assertThat(told).extracting(Notification::type).containsExactly("quest.expired");
      assertThat(data(told.getFirst())).containsEntry("reason", "idle");
    }

    @Test
    void anyEventOfTheQuestPutsItOff() {
      desk.on(started(0), paused(50 * DAY));

      assertThat(desk.wakeAt()).isEqualTo(second(140 * DAY));
    }

    @Test
    void aStaleEventDoesNot() {
      desk.on(started(0), at("10", 5));

      desk.on(at("9", 3), second(50 * DAY));

      assertThat(desk.wakeAt()).isEqualTo(second(5 + 90 * DAY));
    }

    @Test
    void aQuestWithADeadlineWaitsForIt() {
      desk.on(startedWithDeadline(400 * DAY, 0));

      assertThat(desk.wake(100 * DAY)).isEmpty();
      assertThat(desk.wakeAt()).isEqualTo(second(400 * DAY + 30));
    }
  }

  @Nested
  class Forgetting {

    @Test
    void anEndedQuestIsForgottenAfterADay() {
      desk.on(started(0), started("r", null, null, 0), cancelled(10));
      assertThat(desk.wakeAt()).isEqualTo(second(10 + DAY));
      assertThat(desk.wake(9 + DAY)).isEmpty();
      assertThat(desk.state().quests()).hasSize(2);

      assertThat(desk.wake(10 + DAY)).isEmpty();

      assertThat(desk.state().quests()).extracting(Quest::id).containsExactly("r");
    }

    @Test
    void anAccountWithoutQuestsIsForgotten() {
      desk.on(started(0), cancelled(10));

      assertThat(desk.wake(10 + DAY)).isEmpty();

      assertThat(desk.isEmpty()).isTrue();
      assertThat(desk.wakeAt()).isNull();
    }

    @Test
    void aForgottenQuestDoesNotRiseAgain() {
      desk.on(started(10), cancelled(10));
      assertThat(desk.wake(10 + DAY)).isEmpty();

      assertThat(desk.on(started(10), second(10 + DAY))).isEmpty();

      assertThat(desk.stale()).isEqualTo(1);
      assertThat(desk.isEmpty()).isTrue();
    }

    @Test
    void anExpiredQuestIsForgottenTooADayLater() {
      desk.on(startedWithDeadline(HOUR, 0));
      assertThat(desk.wake(2 * HOUR)).hasSize(1);

      assertThat(desk.wakeAt()).isEqualTo(second(2 * HOUR + DAY));
    }
  }

  @Test
  void theTimerIsTheEarliestOfAllQuests() {
    desk.on(started("a", "10", second(3 * HOUR), 0), started("b", null, second(2 * HOUR), 0));
    assertThat(desk.wakeAt()).isEqualTo(second(2 * HOUR + 30));

    desk.on(started(1), at("1", 2), at("2", 3));

    assertThat(desk.wakeAt()).isEqualTo(second(2 + 5 * MINUTE));
  }

  @Test
  void allThatIsDueIsDoneInOneTurn() {
    desk.on(
        started("a", "10", second(HOUR), 0),
        started("b", null, second(2 * HOUR), 0),
        started("c", null, second(9 * HOUR), 0));

    assertThat(desk.wake(3 * HOUR))
        .extracting(each -> each.type() + " " + each.data().get("quest_id"))
        .containsExactly("quest.expired a", "quest.expired b");
    assertThat(desk.wakeAt()).isEqualTo(second(9 * HOUR + 30));
  }
}
