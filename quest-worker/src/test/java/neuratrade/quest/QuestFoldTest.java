package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.completed;
import static neuratrade.quest.QuestFixtures.data;
import static neuratrade.quest.QuestFixtures.failed;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.plus;
import static neuratrade.quest.QuestFixtures.resumed;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;
import static neuratrade.quest.QuestFixtures.startedWithoutTarget;
import static neuratrade.quest.QuestFixtures.withCheckpoint;
import static neuratrade.quest.QuestFixtures.withMilestones;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestFoldTest {

  private final Desk desk = new Desk();

  @Nested
  class Starting {

    @Test
    void aQuestStartsAtZero() {
      assertThat(desk.types(started(0))).containsExactly("quest.started");
      assertThat(desk.quest().status()).isEqualTo(Status.ACTIVE);
      assertThat(desk.quest().current()).isEqualByComparingTo("0");
      assertThat(desk.quest().percent()).isZero();
      assertThat(desk.quest().milestones())
          .extracting(Milestone::percent)
          .containsExactly(25, 50, 75, 90);
    }

    @Test
    void aQuestOnceKnownDoesNotStartAgain() {
      desk.on(started(0), at("100", 1));

      assertThat(desk.types(started(2))).isEmpty();
      desk.on(cancelled(3));
      assertThat(desk.types(started(4))).isEmpty();
      assertThat(desk.stale()).isEqualTo(2);
      assertThat(desk.quest().current()).isEqualByComparingTo("100");
    }

    @Test
    void whatConcernsNoKnownQuestIsADeadLetter() {
      desk.on(at("1", 0), paused(1), completed(2), failed(3));
      desk.on(started("other", null, null, 4), at("1", 5));

      assertThat(desk.rejected()).hasSize(5).containsOnly("unknown_quest");
      assertThat(desk.state().quests()).extracting(Quest::id).containsExactly("other");
    }

    @Test
    void theQuestsOfAnAccountLieInTheOrderOfTheirIds() {
      for (String id : List.of("m", "a", "z", "k", "b")) {
        desk.on(started(id, null, null, 0));
      }

      assertThat(desk.state().quests())
          .extracting(Quest::id)
          .containsExactly("a", "b", "k", "m", "z");
      assertThat(desk.quest("k").id()).isEqualTo("k");
      assertThat(desk.state().find("l")).isNull();
    }

    @Test
    void anAccountHasAnEndToItsQuests() {
      QuestRules usual = QuestRules.DEFAULT;
      Desk small =
          new Desk(
              new QuestRules(
                  usual.milestones(),
                  usual.progressInterval(),
                  usual.deadlineGrace(),
                  usual.endedKept(),
                  usual.idleExpiry(),
                  usual.rateWindow(),
                  2));
      small.on(started("a", null, null, 0), started("b", null, null, 0));

      small.on(started("c", null, null, 1), started("a", null, null, 1));

      assertThat(small.rejected()).containsExactly("too_many_quests");
      assertThat(small.stale()).isEqualTo(1);
    }
  }

  @Nested
  class Progressing {

    @ParameterizedTest
    @CsvSource({
      "0, 1000, 0",
      "9.99, 1000, 0",
      "10, 1000, 1",
      "999.999999, 1000, 99",
      "1, 3, 33",
      "2, 3, 66",
      "1e-18, 1e18, 0",
    })
    void percentIsRoundedDown(String current, String target, int percent) {
      desk.on(withMilestones(started("q", target, null, 0)), at(current, 1));

      assertThat(desk.quest().percent()).isEqualTo(percent);
    }

    @Test
    void percentEndsAtOneHundred() {
      desk.on(started(0), at("1500", 1));

      assertThat(desk.quest().percent()).isEqualTo(100);
    }

    @Test
    void incrementsAddUp() {
      desk.on(started(0), plus("100.5", 1), plus("0.25", 2), plus("0", 3));

      assertThat(desk.quest().current()).isEqualByComparingTo("100.75");
    }

    @Test
    void withoutATargetThereIsNoPercentAndNoMilestone() {
      desk.on(withMilestones(startedWithoutTarget(0), 10), at("1000000", 1));

      assertThat(desk.quest().percent()).isNull();
      assertThat(desk.quest().milestones()).isEmpty();
      assertThat(desk.quest().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void theNewestCheckpointIsKept() {
      desk.on(started(0), withCheckpoint(at("1", 1), "{\"a\": 1}"), at("2", 2));
      assertThat(desk.quest().checkpoint()).isEqualTo("{\"a\": 1}");

      desk.on(withCheckpoint(at("2", 3), "{}"));

      assertThat(desk.quest().checkpoint()).isEqualTo("{}");
    }
  }

  @Nested
  class Milestones {

    @Test
    void oneThatIsReachedExactlyIsToldAndOneJustMissedIsNot() {
      desk.on(started(0));

      assertThat(desk.types(at("249.99", 1))).containsExactly("quest.progress");
      assertThat(desk.types(at("250", 2))).containsExactly("quest.milestone");
      assertThat(desk.quest().milestones().getFirst()).isEqualTo(new Milestone(25, second(2)));
      assertThat(desk.quest().milestones().get(1).reachedAt()).isNull();
    }

    @Test
    void allThatOneUpdatePassesAreToldInOneNamingTheHighest() {
      desk.on(started(0));

      List<Notification> told = desk.on(at("800", 7));

      assertThat(told).extracting(Notification::type).containsExactly("quest.milestone");
      assertThat(told.getFirst().title()).isEqualTo("Milestone 75 % reached");
      assertThat(data(told.getFirst()))
          .containsEntry("milestone", 75)
          .containsEntry("milestones", List.of(25, 50, 75));
      assertThat(desk.quest().milestones())
          .containsExactly(
              new Milestone(25, second(7)),
              new Milestone(50, second(7)),
              new Milestone(75, second(7)),
              new Milestone(90, null));
    }

    @Test
    void eachIsToldOnce() {
      desk.on(started(0), at("300", 1));

      assertThat(desk.types(at("300", 2), at("310", 400), plus("1", 401)))
          .doesNotContain("quest.milestone");
    }

    @Test
    void aQuestMayNameItsOwnOrNone() {
      desk.on(withMilestones(started(0), 1, 99), withMilestones(started("r", "10", null, 0)));

      assertThat(desk.quest().milestones()).extracting(Milestone::percent).containsExactly(1, 99);
      assertThat(desk.quest("r").milestones()).isEmpty();
    }

    @Test
    void reachingTheTargetTellsTheEndOnly() {
      desk.on(started(0), at("100", 1), at("110", 2));

      assertThat(desk.types(at("1000", 3))).containsExactly("quest.completed");
      assertThat(desk.quest().status()).isEqualTo(Status.COMPLETED);
      assertThat(desk.quest().milestones())
          .extracting(Milestone::reachedAt)
          .containsOnly(second(3));
      assertThat(desk.wake(2 * 300)).as("nothing of the window is left").isEmpty();
    }
  }

  @Nested
  class Changing {

    @Test
    void aQuestIsPausedAndResumed() {
      assertThat(desk.types(started(0), paused(1), resumed(2), paused(3)))
          .containsExactly("quest.started", "quest.paused", "quest.resumed", "quest.paused");
      assertThat(desk.quest().status()).isEqualTo(Status.PAUSED);
    }

    @Test
    void pausingAPausedOneAndResumingAnActiveOneIsStale() {
      desk.on(started(0));
      assertThat(desk.types(resumed(1))).isEmpty();
      desk.on(paused(2));

      assertThat(desk.types(paused(3))).isEmpty();
      assertThat(desk.stale()).isEqualTo(2);
    }

    @Test
    void whilePausedAllButResumingIsAsInActive() {
      desk.on(startedWithDeadline(3 * HOUR, 0), paused(1));

      assertThat(desk.types(at("100", 2), at("300", 3)))
          .containsExactly("quest.progress", "quest.milestone");
      assertThat(desk.quest().status()).isEqualTo(Status.PAUSED);
      assertThat(desk.wake(3 * HOUR + 30))
          .extracting(Notification::type)
          .containsExactly("quest.expired");
    }

    @Test
    void aPausedQuestCompletesByProgress() {
      desk.on(started(0), paused(1));

      assertThat(desk.types(plus("1000", 2))).containsExactly("quest.completed");
    }

    @Test
    void whatIsSaidToBeDoneIsDoneWhateverItsProgress() {
      desk.on(started(0), at("600", 1));

      assertThat(desk.types(completed(2))).containsExactly("quest.completed");
      assertThat(desk.quest().percent()).isEqualTo(60);
    }

    @Test
    void aFailureKeepsItsError() {
      desk.on(started(0));

      assertThat(desk.types(failed(1))).containsExactly("quest.failed");
      assertThat(desk.quest().error()).isEqualTo("exchange is down");
    }

    @Test
    void afterAnEndEverythingIsStale() {
      for (QuestEvent end : List.of(cancelled(1), completed(1), failed(1), at("1000", 1))) {
        Desk fresh = new Desk();
        fresh.on(started(0), end);
        Quest ended = fresh.quest();

        assertThat(
                fresh.types(
                    at("999", 2),
                    at("2000", 3),
                    plus("1", 4),
                    paused(5),
                    resumed(6),
                    cancelled(7),
                    completed(8),
                    failed(9)))
            .isEmpty();
        assertThat(fresh.stale()).isEqualTo(8);
        assertThat(fresh.quest()).isEqualTo(ended);
      }
    }
  }

  @Nested
  class Rules {

    @Test
    void areThoseThatAreGiven() {
      Desk own =
          new Desk(
              new QuestRules(
                  List.of(10),
                  Duration.ofMinutes(1),
                  Duration.ofSeconds(5),
                  Duration.ofHours(1),
                  Duration.ofDays(1),
                  Duration.ofMinutes(10),
                  5));
      own.on(started(0), at("20", 1), at("30", 2));
      assertThat(own.quest().milestones()).containsExactly(new Milestone(10, null));
      assertThat(own.wakeAt()).isEqualTo(second(61));

      own.wake(61);
      assertThat(own.wakeAt()).isEqualTo(second(DAY + 2));
      own.on(cancelled(100));

      assertThat(own.wakeAt()).isEqualTo(second(100 + HOUR));
    }
  }
}
