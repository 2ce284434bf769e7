package neuratrade.risk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
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
    PROPERTIES.anySplitGivesWhatTheWholeGives();
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
  void blocksEndByTheirOwnRulesAndDrawdownIsWhatPeakAndEquityMakeIt(long seed) {
    Rulebook rulebook = new Rulebook();
    PROPERTIES.watch(seed, rulebook);
    System.out.printf(
        "seed=%d steps=%d blocks_ended=%s drawdowns=%d%n",
        seed, rulebook.steps, rulebook.ended, rulebook.drawdowns);

    assertThat(rulebook.ended).containsOnlyKeys(Block.Kind.values());
    assertThat(rulebook.drawdowns).isGreaterThan(200);
  }

  /** Holds every step to what must be true of all. */
  private static final class Rulebook implements Watcher<RiskState> {

    final Map<Block.Kind, Integer> ended = new EnumMap<>(Block.Kind.class);
    int steps;
    int drawdowns;

    @Override
    public void changed(
        String aggregate,
        @Nullable Event event,
        @Nullable RiskState before,
        @Nullable RiskState after,
        List<Notification> told,
        Instant at) {
      steps++;
      if (after instanceof Account is) {
        isSound(is);
        told.forEach(each -> tellsTheTruth(each, is));
      }
      if (before instanceof Account was && after instanceof Account is) {
        assertThat(is.standing().maxDrawdown())
            .isGreaterThanOrEqualTo(was.standing().maxDrawdown());
        List<String> types = told.stream().map(Notification::type).toList();
        for (Block block : was.blocks()) {
          if (!is.blocks().contains(block)) {
            ends(block, is, event, types, at);
          }
        }
        assertThat(begun(was, is)).as("told: %s", types).isTrue();
        drawdownFollowsFromWhatIsToldBesideIt(was, is, told);
      }
    }

    private static void isSound(Account account) {
      BigDecimal drawdown = account.drawdown();
      if (drawdown != null) {
        assertThat(account.standing().maxDrawdown()).isGreaterThanOrEqualTo(drawdown);
      }
      assertThat(account.streak().size()).isBetween(new BigDecimal("0.1"), BigDecimal.ONE);
      assertThat(account.blocks()).extracting(Block::kind).doesNotHaveDuplicates();
    }

    /** A drawdown is a part of the whole, and none was deeper than the deepest. */
    private void tellsTheTruth(Notification told, Account account) {
      if (told.data().containsKey("drawdown")) {
        drawdowns++;
        BigDecimal drawdown = number(told, "drawdown");
        assertThat(drawdown).isNotNegative().isLessThanOrEqualTo(account.standing().maxDrawdown());
        if (number(told, "equity").signum() > 0) {
          assertThat(drawdown).isLessThanOrEqualTo(BigDecimal.ONE);
        }
      }
    }

    private static void drawdownFollowsFromWhatIsToldBesideIt(
        Account was, Account is, List<Notification> told) {
      boolean isOfEquity =
          Stream.of(was, is)
              .allMatch(each -> each.limits().measure().basis() == Measure.Basis.EQUITY);
      for (Notification each : told) {
        if (isOfEquity && each.data().containsKey("drawdown")) {
          BigDecimal peak = number(each, "peak");
          BigDecimal fall = peak.subtract(number(each, "equity")).max(BigDecimal.ZERO);
          assertThat(number(each, "drawdown"))
              .as("%s", each)
              .isEqualTo(fall.divide(peak, 4, RoundingMode.DOWN));
        }
      }
    }

    private static BigDecimal number(Notification told, String field) {
      return new BigDecimal((String) requireNonNull(told.data().get(field)));
    }

    private void ends(
        Block block, Account account, @Nullable Event event, List<String> told, Instant at) {
      ended.merge(block.kind(), 1, Integer::sum);
      ResumeRequested resume = event instanceof ResumeRequested request ? request : null;
      boolean isOver = block.until() != null && !at.isBefore(block.until());
      boolean ends =
          switch (block.kind()) {
            case DRAWDOWN -> resume != null || hasRecovered(account);
            case MANUAL -> resume != null;
            case DAILY_LOSS -> isOver || (resume != null && resume.overrideDaily());
            case PAUSE -> isOver && event == null && account.streak().losses() == 0;
          };
      assertThat(ends).as("%s ends by %s at %s", block, event, at).isTrue();
      assertThat(told)
          .contains(block.kind() == Block.Kind.PAUSE ? "risk.pause_ended" : "risk.resume");
    }

    private static boolean hasRecovered(Account account) {
      return account.limits().drawdown().autoResume() && account.level() == Level.NORMAL;
    }

    /** No block changes while it stands. */
    private static boolean begun(Account was, Account is) {
      List<Block> kept = new ArrayList<>(was.blocks());
      kept.retainAll(is.blocks());
      return is.blocks().subList(0, kept.size()).equals(kept);
    }
  }
}
