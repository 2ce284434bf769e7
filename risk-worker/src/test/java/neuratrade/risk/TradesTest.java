package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DAILY_LOSS;
import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.Block.Kind.PAUSE;
import static neuratrade.risk.RiskFixtures.DAY;
import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.limits;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.resumeOverridingTheDay;
import static neuratrade.risk.RiskFixtures.second;
import static neuratrade.risk.RiskFixtures.trade;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What closed trades lead to. */
class TradesTest {

  /** 14 h 30 min after {@link RiskFixtures#START}. */
  private static final long MIDNIGHT = 52_200;

  private final Desk desk = new Desk();

  @Nested
  class TheDaysLoss {

    @ParameterizedTest
    @CsvSource({"-49.999999999999999999, false", "-50, true", "-51, true"})
    void blocksExactlyAtItsPartOfTheOpeningEquity(String pnl, boolean blocked) {
      desk.on(equity("1000", 1), trade(pnl, 2));

      assertThat(desk.account().has(DAILY_LOSS)).isEqualTo(blocked);
    }

    @Test
    void isToldWithItsLimitAndItsEnd() {
      desk.on(equity("1000", 1), trade("-40", 2));

      assertThat(desk.on(trade("-12.5", 3)))
          .containsExactly(
              new Notification(
                  "risk.daily_loss_limit",
                  "risk:42",
                  Severity.CRITICAL,
                  "Daily loss limit",
                  "The day's loss of 52.5 reached the limit of 5.00 % of 1000."
                      + " Trading is halted until 2026-11-24 00:00 UTC.",
                  second(3),
                  Map.of(
                      "day_loss", "52.5",
                      "limit", "50",
                      "daily_loss", "0.0500",
                      "opening", "1000",
                      "until", "2026-11-24T00:00:00Z",
                      "blocks",
                          List.of(
                              Map.of(
                                  "kind", "daily_loss",
                                  "since", "2026-11-23T09:30:03Z",
                                  "until", "2026-11-24T00:00:00Z")))));
      assertThat(desk.types(trade("-1", 4))).doesNotContain("risk.daily_loss_limit");
    }

    @Test
    void isNetOfWins() {
      desk.on(equity("1000", 1), trade("30", 2), trade("-70", 3), trade("5", 4));
      assertThat(desk.blocks()).isEmpty();

      assertThat(desk.types(trade("-15", 5))).containsExactly("risk.daily_loss_limit");
      desk.on(trade("40", 6));
      assertThat(desk.blocks()).as("a block stays").containsExactly(DAILY_LOSS);
    }

    @Test
    void endsWithTheDayByTheTimerAndOnlyThat() {
      desk.on(equity("1000", 1), trade("-50", 2), equity("800", 3));
      assertThat(desk.blocks()).containsExactly(DAILY_LOSS, DRAWDOWN);
      desk.wake(3 + 600);
      assertThat(desk.wakeAt()).isEqualTo(second(MIDNIGHT));

      assertThat(desk.wake(MIDNIGHT - 1)).isEmpty();
      List<Notification> told = desk.wake(MIDNIGHT);

      assertThat(told).extracting(Notification::type).containsExactly("risk.resume");
      assertThat(told.getFirst().message())
          .isEqualTo("A new day has begun. Trading is still halted.");
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
      assertThat(desk.account().day().pnl()).isZero();
    }

    @Test
    void ofANewDayCountsFromTheEquityKnownAtTheBoundary() {
      desk.on(equity("1000", 1), equity("2000", 2), trade("-90", 3));
      assertThat(desk.blocks()).containsExactly(DAILY_LOSS);

      assertThat(desk.types(trade("-90", MIDNIGHT)))
          .containsExactly("risk.equity_stale", "risk.resume");
      assertThat(desk.types(trade("-10", MIDNIGHT + 1))).contains("risk.daily_loss_limit");
    }

    @Test
    void waitsForTheFirstEquityToBeJudged() {
      assertThat(desk.types(trade("-50", 1))).isEmpty();

      assertThat(desk.types(equity("1000", 2))).containsExactly("risk.daily_loss_limit");
    }

    @Test
    void isLiftedByAResumeThatSaysSoAndCountsFromZeroAgain() {
      desk.on(equity("1000", 1), trade("-50", 2));
      Notification refused = desk.on(resume(3)).getFirst();
      assertThat(refused.message()).isEqualTo("Nothing that this request may lift blocks trading.");
      assertThat(refused.data().get("reason")).isEqualTo("not_blocked");
      assertThat(desk.blocks()).containsExactly(DAILY_LOSS);

      assertThat(desk.types(resumeOverridingTheDay(4))).containsExactly("risk.resume");
      assertThat(desk.blocks()).isEmpty();

      assertThat(desk.types(trade("-49.9", 5))).isEmpty();
      assertThat(desk.blocks()).isEmpty();
    }

    @Test
    void goesOnWithCashByTheOpening() {
      desk.on(equity("1000", 1), cash("1000", "2000", 2), trade("-99", 3));
      assertThat(desk.blocks()).isEmpty();

      assertThat(desk.types(trade("-1", 4))).containsExactly("risk.daily_loss_limit");
    }

    @Test
    void isJudgedAgainByANewLimit() {
      desk.on(equity("1000", 1), trade("-30", 2));

      assertThat(desk.types(limitsSet(3, "daily_loss", "0.03")))
          .containsExactly("risk.limits_set", "risk.daily_loss_limit");
    }
  }

  @Nested
  class LossesInARow {

    @Test
    void pauseTradingAndAreTold() {
      Desk desk = new Desk(limits("daily_loss", "1"));
      desk.on(equity("1000", 1), trade("-1", 2), trade("0", 3), trade("-1", 4));

      assertThat(desk.on(trade("-1", 5)))
          .containsExactly(
              new Notification(
                  "risk.consecutive_losses",
                  "risk:42",
                  Severity.HIGH,
                  "Losses in a row",
                  "3 losses in a row reached the limit of 3. Trading pauses for 15 min.",
                  second(5),
                  Map.of(
                      "losses",
                      3,
                      "limit",
                      3,
                      "pause",
                      "PT15M",
                      "until",
                      "2026-11-23T09:45:05Z",
                      "size_multiplier",
                      "0.3430",
                      "blocks",
                      List.of(
                          Map.of(
                              "kind", "pause",
                              "since", "2026-11-23T09:30:05Z",
                              "until", "2026-11-23T09:45:05Z")))));
      assertThat(desk.blocks()).containsExactly(PAUSE);
    }

    @Test
    void areEndedByAWinButNotByNothing() {
      desk.on(trade("-1", 1), trade("-1", 2), trade("1", 3), trade("-1", 4), trade("-1", 5));
      assertThat(desk.blocks()).isEmpty();

      assertThat(desk.types(trade("0", 6), trade("-1", 7)))
          .containsExactly("risk.consecutive_losses");
    }

    @Test
    void duringThePauseCountButDoNotProlongIt() {
      desk.on(trade("-1", 1), trade("-1", 2), trade("-1", 3));
      desk.on(equity("100000", 4));

      assertThat(desk.types(trade("-1", 100))).isEmpty();
      assertThat(desk.account().streak().losses()).isEqualTo(4);
      desk.on(trade("1", 101));
      assertThat(desk.blocks()).as("a win ends no pause").containsExactly(PAUSE);
      assertThat(desk.wake(604))
          .extracting(Notification::type)
          .containsExactly("risk.equity_stale");
      assertThat(desk.wakeAt()).isEqualTo(second(903));

      assertThat(desk.wake(903)).extracting(Notification::type).containsExactly("risk.pause_ended");
      assertThat(desk.blocks()).isEmpty();
    }

    @Test
    void areForgottenWithThePause() {
      desk.on(trade("-1", 1), trade("-1", 2), trade("-1", 3));
      desk.wake(903);

      assertThat(desk.types(trade("-1", 904), trade("-1", 905))).isEmpty();
      assertThat(desk.types(trade("-1", 906))).containsExactly("risk.consecutive_losses");
    }
  }

  @Nested
  class TheSize {

    @ParameterizedTest
    @CsvSource({
      "l, 0.7",
      "ll, 0.49",
      "llllllll, 0.1",
      "lw, 1",
      "llw, 0.735",
      "llwl, 0.5145",
      "lll0w, 0.5145",
      "w, 1",
    })
    void shrinksWithLossesAndGrowsBackWithWins(String trades, String size) {
      Desk calm = new Desk(limits("losses_in_row", "1000"));
      for (int i = 0; i < trades.length(); i++) {
        calm.on(trade(trades.charAt(i) == 'l' ? "-1" : trades.charAt(i) == 'w' ? "1" : "0", i));
      }

      assertThat(calm.account().streak().size()).isEqualByComparingTo(size);
    }

    @Test
    void isNeverRaisedByALossThoughTheFloorIs() {
      desk.on(trade("-1", 1), trade("-1", 2), limitsSet(3, "size_floor", "0.9"), trade("-1", 4));

      assertThat(desk.account().streak().size()).isEqualByComparingTo("0.49");
    }
  }

  @Test
  void aTradeIsTakenOnce() {
    desk.on(equity("1000", 1), trade("-20", 2), trade("-20", 2));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.account().day().pnl()).isEqualByComparingTo("-20");
  }

  @Test
  void ofTradesTheLast256AreKnown() {
    for (int i = 0; i < 256; i++) {
      desk.on(trade("1", 10 + i));
    }
    desk.on(trade("1", 9));
    assertThat(desk.stale()).as("older than the oldest of 256").isEqualTo(1);
    desk.on(trade("1", 300));

    desk.on(trade("1", 11));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.account().day().pnl()).isEqualByComparingTo("257");
  }

  @Test
  void anAccountIsForgottenAfterNinetyDaysOrFourHundredWithABlock() {
    desk.on(trade("1", 0));
    assertThat(desk.wake(90 * DAY - 1)).isEmpty();
    assertThat(desk.isEmpty()).isFalse();
    desk.wake(90 * DAY);
    assertThat(desk.isEmpty()).isTrue();

    Desk halted = new Desk();
    halted.on(RiskFixtures.halt(0));
    halted.wake(90 * DAY);
    assertThat(halted.wakeAt()).isEqualTo(second(400 * DAY));
    assertThat(halted.isEmpty()).isFalse();
    halted.wake(400 * DAY);
    assertThat(halted.isEmpty()).isTrue();
  }
}
