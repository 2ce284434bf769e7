package neuratrade.quest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.properties.FoldProperties;
import neuratrade.properties.Partition.Outcome;
import neuratrade.properties.Partition.Watcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every log, however bad. Each run prints its seed and what was wrong with it. */
class PropertiesTest {

  private static final FoldProperties<Board, QuestEvent> PROPERTIES =
      new FoldProperties<>(
          () -> QuestProgram.of(QuestRules.DEFAULT),
          QuestLog::new,
          3_000,
          EnumSet.allOf(Outcome.class));

  @Test
  void theLogsAreBadEnoughAndReachEverything() {
    Map<String, Integer> told = PROPERTIES.logsAreBadEnough(Notification::type);

    assertThat(told.keySet())
        .containsExactly(
            "quest.cancelled",
            "quest.completed",
            "quest.expired",
            "quest.failed",
            "quest.milestone",
            "quest.paused",
            "quest.progress",
            "quest.resumed",
            "quest.started");
    assertThat(told.values()).allMatch(count -> count >= 20);
  }

  @Test
  void anySplitWithARestoreInBetweenGivesTheSameStatesAndNotifications() {
    PROPERTIES.anySplitGivesWhatTheWholeGives();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothingAtOnceOrLater(long seed) {
    assertThat(PROPERTIES.aDuplicateChangesNothing(seed, Outcome.STALE, Outcome.REJECTED))
        .isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrRefusedMightAsWellNotHaveCome(long seed) {
    PROPERTIES.whatIsNotTakenMightAsWellNotHaveCome(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void aQuestIsToldOfAsOftenAsItShouldBe(long seed) {
    Rulebook rulebook = new Rulebook();
    PROPERTIES.watch(seed, rulebook);
    System.out.printf(
        "seed=%d started=%d ended=%d forgotten=%d%n",
        seed, rulebook.started.size(), rulebook.ended.size(), rulebook.forgotten);

    assertThat(rulebook.ended).hasSizeGreaterThan(20);
    assertThat(rulebook.forgotten).isGreaterThan(10);
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Watcher<Board> {

    final Set<String> started = new HashSet<>();
    final Set<String> ended = new HashSet<>();
    final Map<String, Instant> progressTold = new HashMap<>();
    final Set<String> milestonesTold = new HashSet<>();
    int forgotten;

    @Override
    public void changed(
        String account,
        @Nullable Event event,
        @Nullable Board before,
        @Nullable Board after,
        List<Notification> told,
        Instant at) {
      if (before != null) {
        before.quests().forEach(quest -> staysWithinItsLife(quest, after, at));
      }
      told.forEach(each -> isTimely(account, each, at));
    }

    private void staysWithinItsLife(Quest was, @Nullable Board after, Instant at) {
      Quest is = after == null ? null : after.find(was.id());
      if (was.status().isEnd()) {
        if (is == null) {
          forgotten++;
          assertThat(Duration.between(was.touchedAt(), at))
              .isGreaterThanOrEqualTo(Duration.ofDays(1));
        } else {
          assertThat(is).as("an end is final").isEqualTo(was);
        }
      } else {
        assertThat(requireNonNull(is, "only ended quests are forgotten").current())
            .isGreaterThanOrEqualTo(was.current());
      }
    }

    private void isTimely(String account, Notification told, Instant at) {
      String quest = account + "/" + told.data().get("quest_id");
      switch (told.type()) {
        case "quest.started" -> assertThat(started.add(quest)).as("%s rises again", quest).isTrue();
        case "quest.progress" -> {
          Instant last = progressTold.put(quest, at);
          if (last != null) {
            assertThat(Duration.between(last, at)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
          }
        }
        case "quest.milestone" -> {
          List<?> milestones = (List<?>) requireNonNull(told.data().get("milestones"));
          assertThat(milestones).isNotEmpty();
          for (Object percent : milestones) {
            assertThat(milestonesTold.add(quest + " " + percent)).as("%s once", percent).isTrue();
          }
        }
        case "quest.completed", "quest.failed", "quest.cancelled", "quest.expired" ->
            assertThat(ended.add(quest)).as("%s ends once", quest).isTrue();
        default -> assertThat(told.type()).isIn("quest.paused", "quest.resumed");
      }
      assertThat(started).contains(quest);
    }
  }
}
