package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.risk.Partition.Outcome;
import neuratrade.risk.RandomLog.Entry;
import neuratrade.risk.RandomLog.Fault;
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
          new Partition((before, after, types, at) ->
              types.forEach(each -> told.merge(each, 1, Integer::sum)));
      log.forEach(entry -> outcomes.merge(partition.take(entry), 1, Integer::sum));
      Map<Fault, Long> statistics = RandomLog.statistics(log);
      System.out.printf("seed=%d entries=%d %s%n", seed, ENTRIES, RandomLog.line(statistics));
      assertThat(statistics.values()).as("seed %d", seed).allMatch(percent -> percent >= 20);
    }
    System.out.printf("outcomes=%s told=%s%n", outcomes, told);
    assertThat(told.keySet())
        .containsExactly(
            "risk.consecutive_losses",
            "risk.critical_drawdown",
            "risk.daily_loss_limit",
            "risk.equity_stale",
            "risk.halt",
            "risk.kill_switch",
            "risk.limits_rejected",
            "risk.limits_set",
            "risk.pause_ended",
            "risk.peak_reset",
            "risk.recovery",
            "risk.resume",
            "risk.resume_rejected",
            "risk.warning_drawdown");
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
          if (random.nextInt(3) == 0) {
            Map<String, RiskState> before = split.states();
            split.restart();
            restarts++;
            assertThat(split.states()).as("encoded state decodes to itself").isEqualTo(before);
          } else {
            split.commit();
          }
        }
        split.take(entry);
      }
      split.restart();
      System.out.printf(
          "seed=%d longest=%d restarts=%d told=%d%n", seed, longest, restarts, split.told().size());

      assertThat(restarts).isGreaterThanOrEqualTo(3);
      assertThat(split.told()).as("seed %d", seed).isEqualTo(whole.told());
      assertThat(split.states()).as("seed %d", seed).isEqualTo(whole.states());
      assertThat(split.keys()).isEqualTo(whole.keys());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothing(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition once = new Partition();
    Partition twice = new Partition();
    int repeated = 0;
    for (Entry entry : log) {
      Outcome outcome = once.take(entry);
      assertThat(twice.take(entry)).isEqualTo(outcome);
      if (outcome == Outcome.CHANGED && entry.value() != null) {
        RiskEvent event = new RiskEventDecoder().decode(entry.value(), entry.at());
        assertThat(twice.apply(event, entry.at())).as("%s", event).isEqualTo(Outcome.STALE);
        repeated++;
      }
    }
    System.out.printf("seed=%d repeated=%d%n", seed, repeated);

    assertThat(repeated).isGreaterThan(500);
    assertThat(twice.states()).isEqualTo(once.states());
    assertThat(twice.told()).isEqualTo(once.told());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrUnreadableMightAsWellNotHaveCome(long seed) throws UnreadableException {
    List<Entry> log = new RandomLog(seed).take(ENTRIES);
    Partition all = new Partition();
    Partition some = new Partition();
    int left = 0;
    for (Entry entry : log) {
      Outcome outcome = all.take(entry);
      if (outcome == Outcome.CHANGED || outcome == Outcome.TICK) {
        assertThat(some.take(entry)).isEqualTo(outcome);
      } else if (outcome == Outcome.STALE && entry.value() != null) {
        // All that remains of it is its time.
        some.wakeIfDue(
            new RiskEventDecoder().decode(entry.value(), entry.at()).aggregate(), entry.at());
        left++;
      }
    }
    System.out.printf("seed=%d left_out=%d%n", seed, left);

    assertThat(left).isGreaterThan(ENTRIES / 10);
    assertThat(some.told()).isEqualTo(all.told());
    assertThat(some.states()).isEqualTo(all.states());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void blocksEndByTheirOwnRulesAndDrawdownIsAPartOfTheWhole(long seed) {
    Rulebook rulebook = new Rulebook();
    Partition partition = new Partition(rulebook);
    new RandomLog(seed).take(ENTRIES).forEach(partition::take);
    System.out.printf("seed=%d steps=%d blocks_ended=%s%n", seed, rulebook.steps, rulebook.ended);

    assertThat(rulebook.ended).containsOnlyKeys(Block.Kind.values());
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Partition.Watcher {

    final Map<Block.Kind, Integer> ended = new EnumMap<>(Block.Kind.class);
    int steps;

    @Override
    public void changed(
        @Nullable RiskState before, @Nullable RiskState after, List<String> told, Instant at) {
      steps++;
      if (after instanceof Account account) {
        isSound(account);
      }
      if (before instanceof Account was && after instanceof Account is) {
        for (Block block : was.blocks()) {
          if (!is.blocks().contains(block)) {
            ends(block, is, told, at);
          }
        }
        assertThat(begun(was, is)).as("told: %s", told).isTrue();
      }
    }

    private static void isSound(Account account) {
      BigDecimal drawdown = account.drawdown();
      BigDecimal equity = account.equity();
      BigDecimal value = account.value();
      if (drawdown != null && equity != null && value != null && value.signum() > 0) {
        assertThat(drawdown).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
      }
      assertThat(account.streak().size()).isBetween(new BigDecimal("0.1"), BigDecimal.ONE);
      assertThat(account.blocks()).extracting(Block::kind).doesNotHaveDuplicates();
    }

    private void ends(Block block, Account account, List<String> told, Instant at) {
      ended.merge(block.kind(), 1, Integer::sum);
      switch (block.kind()) {
        case DRAWDOWN, MANUAL -> assertThat(told).contains("risk.resume");
        case DAILY_LOSS -> assertThat(told).contains("risk.resume");
        case PAUSE -> {
          assertThat(told).contains("risk.pause_ended");
          assertThat(at).isAfterOrEqualTo(block.until());
          assertThat(account.streak().losses()).isZero();
        }
      }
    }

    /** No block changes while it stands. */
    private static boolean begun(Account was, Account is) {
      List<Block> kept = new ArrayList<>(was.blocks());
      kept.retainAll(is.blocks());
      return is.blocks().subList(0, kept.size()).equals(kept);
    }
  }
}
