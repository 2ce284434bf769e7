package neuratrade.quest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.quest.Partition.Outcome;
import neuratrade.quest.RandomLog.Entry;
import neuratrade.quest.RandomLog.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every log, however bad. Each run prints its seed and what was wrong with it. */
class PropertiesTest {

  private static final int ENTRIES = 3_000;

  @Test
  void theLogsAreBadEnoughAndReachEverything() {
    Map<String, Integer> told = new TreeMap<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = 1; seed <= 8; seed++) {
      List<Entry> log = new RandomLog(seed).take(ENTRIES);
      Partition partition =
          new Partition((account, before, after, notifications, at) ->
              notifications.forEach(each -> told.merge(each.type(), 1, Integer::sum)));
      log.forEach(entry -> outcomes.merge(partition.take(entry), 1, Integer::sum));
      Map<Fault, Long> statistics = RandomLog.statistics(log);
      System.out.printf("seed=%d entries=%d %s%n", seed, ENTRIES, RandomLog.line(statistics));
      assertThat(statistics.values()).as("seed %d", seed).allMatch(percent -> percent >= 20);
    }
    System.out.printf("outcomes=%s told=%s%n", outcomes, told);
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
    assertThat(outcomes).hasSize(Outcome.values().length);
    assertThat(outcomes.get(Outcome.CHANGED)).isGreaterThan(8 * ENTRIES / 10);
  }

  @Test
  void anySplitWithARestoreInBetweenGivesTheSameStatesAndNotifications() {
    LongStream.rangeClosed(1, 8).parallel().forEach(PropertiesTest::splitsGiveWhatTheWholeGives);
  }

  private static void splitsGiveWhatTheWholeGives(long seed) {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition whole = new Partition();
    log.forEach(whole::take);
    whole.commit();

    for (int longest : List.of(1, 7, 400)) {
      Random random = new Random(seed * 31 + longest);
      Partition split = new Partition();
      int restarts = 0;
      int left = 0;
      for (Entry entry : log) {
        if (left-- == 0) {
          left = random.nextInt(longest);
          Map<String, Board> before = split.boards();
          if (random.nextInt(3) == 0) {
            split.restart();
            restarts++;
            assertThat(split.boards()).as("encoded state decodes to itself").isEqualTo(before);
          } else {
            split.commit();
          }
        }
        split.take(entry);
      }
      split.restart();
      System.out.printf(
          "seed=%d longest=%d restarts=%d told=%d parts_written=%d%n",
          seed, longest, restarts, split.told().size(), split.topic().writes());

      assertThat(restarts).isGreaterThanOrEqualTo(3);
      assertThat(split.told()).as("seed %d", seed).isEqualTo(whole.told());
      assertThat(split.boards()).as("seed %d", seed).isEqualTo(whole.boards());
      assertThat(split.topic().keys()).containsExactlyInAnyOrderElementsOf(whole.topic().keys());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothingAtOnceOrLater(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition once = new Partition();
    Partition twice = new Partition();
    List<QuestEvent> applied = new ArrayList<>();
    for (Entry entry : log) {
      Outcome outcome = once.take(entry);
      assertThat(twice.take(entry)).isEqualTo(outcome);
      if (outcome == Outcome.CHANGED && entry.value() != null) {
        QuestEvent event = new QuestEventDecoder().decode(entry.value(), entry.at());
        applied.add(event);
        assertThat(twice.apply(event, entry.at())).as("%s", event).isEqualTo(Outcome.STALE);
      }
    }
    Map<String, Board> boards = twice.boards();
    Instant end = log.getLast().at();
    for (QuestEvent event : applied) {
      assertThat(twice.apply(event, end)).as("%s", event).isNotEqualTo(Outcome.CHANGED);
    }
    System.out.printf("seed=%d repeated=%d%n", seed, 2 * applied.size());

    assertThat(applied).hasSizeGreaterThan(200);
    assertThat(twice.boards()).isEqualTo(boards).isEqualTo(once.boards());
    assertThat(twice.told()).isEqualTo(once.told());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrRefusedMightAsWellNotHaveCome(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition all = new Partition();
    Partition some = new Partition();
    int left = 0;
    for (Entry entry : log) {
      Outcome outcome = all.take(entry);
      if (outcome == Outcome.CHANGED || outcome == Outcome.TICK) {
        assertThat(some.take(entry)).isEqualTo(outcome);
      } else if (outcome != Outcome.UNREADABLE && entry.value() != null) {
        // All that remains of it is its time.
        some.wakeIfDue(
            new QuestEventDecoder().decode(entry.value(), entry.at()).accountId(), entry.at());
        left++;
      }
    }
    System.out.printf("seed=%d left_out=%d%n", seed, left);

    assertThat(left).isGreaterThan(ENTRIES / 10);
    assertThat(some.told()).isEqualTo(all.told());
    assertThat(some.boards()).isEqualTo(all.boards());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void aQuestIsToldOfAsOftenAsItShouldBe(long seed) {
    Rulebook rulebook = new Rulebook();
    Partition partition = new Partition(rulebook);
    new RandomLog(seed).take(ENTRIES).forEach(partition::take);
    System.out.printf(
        "seed=%d started=%d ended=%d forgotten=%d%n",
        seed, rulebook.started.size(), rulebook.ended.size(), rulebook.forgotten);

    assertThat(rulebook.ended).hasSizeGreaterThan(20);
    assertThat(rulebook.forgotten).isGreaterThan(10);
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Partition.Watcher {

    final Set<String> started = new HashSet<>();
    final Set<String> ended = new HashSet<>();
    final Map<String, Instant> progressTold = new HashMap<>();
    final Set<String> milestonesTold = new HashSet<>();
    int forgotten;

    @Override
    public void changed(
        String account,
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
