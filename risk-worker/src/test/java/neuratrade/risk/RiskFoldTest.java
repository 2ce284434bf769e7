package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.Block.Kind.MANUAL;
import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.limits;
import static neuratrade.risk.RiskFixtures.limitsWithAutoResume;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How equity becomes a level and a halt. */
class RiskFoldTest {

  private final Desk desk = new Desk();

  @Nested
  class Levels {

    @Test
    void aFallStepByStepTellsEveryLevel() {
      List<String> told = desk.types(equities(1, "1000", "940", "890", "840"));

      assertThat(told)
          .containsExactly("risk.warning_drawdown", "risk.critical_drawdown", "risk.halt");
    }

    @Test
    void aSingleFallTellsTheHighestOnly() {
      assertThat(desk.types(equities(1, "1000", "840"))).containsExactly("risk.halt");
      assertThat(desk.account().level()).isEqualTo(Level.BREACH);
    }

    @ParameterizedTest
    @CsvSource({
      "1000, 950.0000000000000001, NORMAL",
      "1000, 950, WARNING",
      "1000, 900.0000000000000001, WARNING",
      "1000, 900, CRITICAL",
      "1000, 850.0000000000000001, CRITICAL",
      "1000, 850, BREACH",
      "1000, 0, BREACH",
      "1000, -5000, BREACH",
      "3, 2.85, WARNING",
      "3, 2.8500000000000000000000000000000001, NORMAL",
      "0.000000000000000007, 0.000000000000000006, CRITICAL",
    })
    void aLevelIsReachedExactlyAtItsThreshold(String peak, String equity, Level level) {
      desk.on(equities(1, peak, equity));

      assertThat(desk.account().level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
      "940, 969.9999, WARNING",
      "940, 970, NORMAL",
      "890, 919.9999, CRITICAL",
      "890, 920, WARNING",
      "840, 869.9999, BREACH",
      "840, 870, CRITICAL",
      "840, 969, WARNING",
      "840, 970, NORMAL",
    })
    void aLevelIsLeftExactlyAtItsMarkBelowTheThreshold(String low, String back, Level level) {
      desk.on(equities(1, "1000", low, back));

      assertThat(desk.account().level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 974.9999, WARNING", "0.05, 975, NORMAL", "0, 949.9999, NORMAL"})
    void theMarginIsAtMostHalfTheThreshold(BigDecimal margin, String back, Level level) {
      Desk wide = new Desk(limits("step_down_margin", margin.toPlainString()));
      wide.on(equities(1, "1000", "940", margin.signum() == 0 ? "950.0001" : back));

      assertThat(wide.account().level()).isEqualTo(level);
    }

    @Test
    void aDrawdownThatFlapsAroundAThresholdIsToldOnce() {
      List<String> told =
          desk.types(equities(1, "1000", "949", "951", "949", "951", "960", "949", "971", "949"));

      assertThat(told)
          .containsExactly("risk.warning_drawdown", "risk.recovery", "risk.warning_drawdown");
    }

    @Test
    void stepsDownAreNotToldUntilAllIsNormal() {
      desk.on(equities(1, "1000", "890"));

      assertThat(desk.types(equities(3, "925", "965"))).isEmpty();
      assertThat(desk.types(equities(5, "970"))).containsExactly("risk.recovery");
    }

    @Test
    void aNewHighRaisesTheReference() {
      desk.on(equities(1, "1000", "1200", "1150"));

      assertThat(desk.reference()).isEqualByComparingTo("1200");
      assertThat(desk.types(equities(4, "1140"))).containsExactly("risk.warning_drawdown");
    }

    @Test
    void theDeepestDrawdownIsKept() {
      desk.on(equities(1, "1000", "940", "1000"));

      assertThat(desk.account().standing().maxDrawdown()).isEqualByComparingTo("0.06");
    }

    @Test
    void theHeadroomIsAsExactAsTheValueWasTold() {
      desk.on(equity("900", 1), cash("-200.5", "699.5", 2));

      assertThat(desk.on(equity("650", 3)).getFirst().message())
          .endsWith("Trading halts at 15.00 %, the headroom is 55.42.");
    }

    @Test
    void aCriticalDrawdownOfAHaltedAccountSaysThatItIsHalted() {
      desk.on(equity("1000", 1), halt(2));

      assertThat(desk.on(equity("899", 3)).getFirst().message())
          .isEqualTo(
              "Drawdown 10.10 % reached the critical limit of 10.00 %. Trading is still halted.");
    }

    @Test
    void aWarningSaysTheNumberTheLimitAndWhereTradingHalts() {
      assertThat(desk.on(equities(1, "1000", "944.05")))
          .containsExactly(
              new Notification(
                  "risk.warning_drawdown",
                  "risk:42",
                  Severity.MEDIUM,
                  "Drawdown warning",
                  "Drawdown 5.59 % reached the warning limit of 5.00 %."
                      + " Trading halts at 15.00 %, the headroom is 94.05.",
                  second(2),
                  Map.of("drawdown", "0.0559", "peak", "1000", "equity", "944.05")));
    }
  }

  @Nested
  class DrawdownBlock {

    @Test
    void haltsWhenDrawdownReachesTheLimit() {
      List<Notification> told = desk.on(equities(1, "1000", "848"));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.halt",
                  "risk:42",
                  Severity.CRITICAL,
                  "Trading halted",
                  "Drawdown 15.20 % reached the halt limit of 15.00 %.",
                  second(2),
                  Map.of("drawdown", "0.1520", "peak", "1000", "equity", "848")));
      assertThat(desk.account().isTradingAllowed()).isFalse();
      assertThat(desk.account().blocks())
          .containsExactly(new Block(DRAWDOWN, second(2), null, null, null));
    }

    @Test
    void theBlockStaysWhenTheDrawdownIsGone() {
      List<Notification> told = desk.on(equities(1, "1000", "840", "980"));

      assertThat(told.getLast().type()).isEqualTo("risk.recovery");
      assertThat(told.getLast().message())
          .isEqualTo(
              "Drawdown 2.00 % is within the recovery mark of 3.00 %. Trading is still halted.");
      assertThat(told.getLast().data())
          .isEqualTo(
              Map.of(
                  "drawdown", "0.0200",
                  "peak", "1000",
                  "equity", "980",
                  "blocks", List.of(Map.of("kind", "drawdown", "since", "2026-11-23T09:30:02Z"))));
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
    }

    @Test
    void aNewBreachWhileBlockedIsToldAsRepeated() {
      desk.on(equities(1, "1000", "840", "860"));
      assertThat(desk.types(equities(4, "840"))).as("the breach was not left").isEmpty();
      desk.on(equity("880", 5));

      List<Notification> told = desk.on(equity("840", 6));

      assertThat(told).extracting(Notification::type).containsExactly("risk.halt");
      assertThat(told.getFirst().title()).isEqualTo("Halt limit reached again");
      assertThat(told.getFirst().message())
          .isEqualTo(
              "Drawdown 16.00 % reached the halt limit of 15.00 %. Trading is still halted.");
      assertThat(told.getFirst().data().get("repeated")).isEqualTo(true);
      assertThat(desk.account().blocks()).hasSize(1);
    }

    @Test
    void autoResumeLiftsTheBlockAtTheRecoveryMark() {
      Desk auto = new Desk(limitsWithAutoResume());
      auto.on(equities(1, "1000", "840", "969.99"));
      assertThat(auto.blocks()).containsExactly(DRAWDOWN);

      List<Notification> told = auto.on(equity("970", 4));

      assertThat(told)
          .extracting(Notification::type)
          .containsExactly("risk.recovery", "risk.resume");
      assertThat(told.getFirst().data().get("blocks")).isEqualTo(List.of());
      assertThat(told.getLast().title()).isEqualTo("Drawdown block lifted");
      assertThat(told.getLast().message())
          .isEqualTo(
              "Drawdown 3.00 % is within the recovery mark of 3.00 %, so its block is lifted."
                  + " No block of this account stands.");
      assertThat(told.getLast().data().get("automatic")).isEqualTo(true);
      assertThat(auto.account().isTradingAllowed()).isTrue();
    }

    @Test
    void autoResumeLeavesTheManualBlock() {
      Desk auto = new Desk(limitsWithAutoResume());
      auto.on(equities(1, "1000", "840"));
      auto.on(halt(3));

      List<Notification> told = auto.on(equity("990", 4));

      assertThat(told.getLast().message()).endsWith("Trading is still halted.");
      assertThat(auto.blocks()).containsExactly(MANUAL);
    }

    @Test
    void anAccountFirstHeardOfWithNothingIsHalted() {
      List<Notification> told = desk.on(equity("0", 1));

      assertThat(told).extracting(Notification::type).containsExactly("risk.halt");
      assertThat(told.getFirst().message()).isEqualTo("Equity 0 is not above zero.");
      assertThat(told.getFirst().data()).isEqualTo(Map.of("equity", "0"));
      assertThat(desk.reference()).isNull();
      assertThat(desk.account().level()).isEqualTo(Level.BREACH);
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
    }

    @Test
    void aWipedOutAccountThatEarnsAgainStaysBlocked() {
      desk.on(equities(1, "-5", "-4", "0"));

      assertThat(desk.types(equity("100", 4))).containsExactly("risk.recovery");
      assertThat(desk.reference()).isEqualByComparingTo("100");
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
    }

    @Test
    void debtIsADrawdownBeyondOne() {
      List<Notification> told = desk.on(equities(1, "1000", "-500"));

      assertThat(told.getFirst().data().get("drawdown")).isEqualTo("1.5000");
      assertThat(desk.account().standing().maxDrawdown()).isEqualByComparingTo("1.5");
    }
  }

  @Nested
  class ManualBlock {

    @Test
    void aRequestHaltsWithItsReason() {
      desk.on(equity("1000", 1));

      List<Notification> told = desk.on(halt(2));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.halt",
                  "risk:42",
                  Severity.CRITICAL,
                  "Trading halted",
                  "Halted by ops: odd fills",
                  second(2),
                  Map.of("reason", "odd fills", "requested_by", "ops")));
      assertThat(desk.account().blocks())
          .containsExactly(new Block(MANUAL, second(2), null, "odd fills", "ops"));
      assertThat(desk.account().level()).isEqualTo(Level.NORMAL);
    }

    @Test
    void anAccountCanBeHaltedBeforeItsFirstEquity() {
      desk.on(halt(1));

      assertThat(desk.blocks()).containsExactly(MANUAL);
      assertThat(desk.types(equity("1000", 2))).isEmpty();
      assertThat(desk.blocks()).containsExactly(MANUAL);
    }

    @Test
    void aSecondRequestChangesNothing() {
      desk.on(halt(1));

      assertThat(desk.types(halt(2))).isEmpty();
      assertThat(desk.account().blocks()).extracting(Block::since).containsExactly(second(1));
    }

    @Test
    void aBreachWhileHaltedByHandBeginsItsOwnBlock() {
      desk.on(equity("1000", 1), halt(2));

      List<Notification> told = desk.on(equity("840", 3));

      assertThat(told.getFirst().data()).doesNotContainKey("repeated");
      assertThat(desk.blocks()).containsExactly(MANUAL, DRAWDOWN);
    }
  }
}
