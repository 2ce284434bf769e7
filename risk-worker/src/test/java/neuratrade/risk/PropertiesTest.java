package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.properties.FoldProperties;
import neuratrade.properties.Partition.Outcome;
import neuratrade.properties.Partition.Watcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every log, however bad. Each run prints its seed and what was wrong with it. */
class PropertiesTest {

  private static final FoldProperties<RiskState, RiskEvent> PROPERTIES =
      new FoldProperties<>(
          () -> RiskProgram.of(Limits.DEFAULT),
          RiskLog::new,
          3_000,
          EnumSet.complementOf(EnumSet.of(Outcome.REJECTED)));

  @Test
  void theLogsAreBadEnoughAndReachEverything() {
    Map<String, Integer> told = PROPERTIES.logsAreBadEnough(Notification::type);

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
  }

  @Test
  void anySplitWithARestoreInBetweenGivesTheSameStatesAndNotifications() {
    LongStream.rangeClosed(1, 8).parallel().forEach(PROPERTIES::anySplitGivesWhatTheWholeGives);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aDuplicateChangesNothing(long seed) {
    assertThat(PROPERTIES.aDuplicateChangesNothing(seed)).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void whatIsStaleOrUnreadableMightAsWellNotHaveCome(long seed) {
    PROPERTIES.whatIsNotTakenMightAsWellNotHaveCome(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void blocksEndByTheirOwnRulesAndDrawdownIsAPartOfTheWhole(long seed) {
    Rulebook rulebook = new Rulebook();
    PROPERTIES.watch(seed, rulebook);
    System.out.printf("seed=%d steps=%d blocks_ended=%s%n", seed, rulebook.steps, rulebook.ended);

    assertThat(rulebook.ended).containsOnlyKeys(Block.Kind.values());
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Watcher<RiskState> {

    final Map<Block.Kind, Integer> ended = new EnumMap<>(Block.Kind.class);
    int steps;

    @Override
    public void changed(
        String aggregate,
        @Nullable RiskState before,
        @Nullable RiskState after,
        List<Notification> notifications,
        Instant at) {
      steps++;
      List<String> told = notifications.stream().map(Notification::type).toList();
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
