package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DAILY_LOSS;
import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.resumeWithoutRebase;
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

/** How people lift a halt and set what drawdown is measured from. */
class ResumeTest {

  private final Desk desk = new Desk();

  @Nested
  class Resuming {

    @Test
    void clearsBothBlocksAndCountsFromThePresentEquity() {
      desk.on(equities(1, "1000", "840"));
      desk.on(halt(3));

      List<Notification> told = desk.on(resume(4));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.resume",
                  "risk:42",
                  Severity.LOW,
                  "Trading resumed",
                  "Resumed by ops. Drawdown counts from 840 now."
                      + " No block of this account stands.",
                  second(4),
                  Map.of(
                      "requested_by", "ops",
                      "rebased", true,
                      "drawdown", "0.0000",
                      "peak", "840",
                      "equity", "840",
                      "blocks", List.of())));
      assertThat(desk.account().isTradingAllowed()).isTrue();
      assertThat(desk.account().level()).isEqualTo(Level.NORMAL);
      assertThat(desk.types(equities(5, "799", "798"))).containsExactly("risk.warning_drawdown");
    }

    @Test
    void saysWhetherAnotherBlockStands() {
      desk.on(equity("1000", 1), trade("-50", 2), halt(3));

      Notification told = desk.on(resumeWithoutRebase(4)).getFirst();

      assertThat(told.title()).isEqualTo("Block lifted");
      assertThat(told.message()).isEqualTo("Resumed by ops. Trading is still halted.");
      assertThat(desk.blocks()).containsExactly(DAILY_LOSS);
    }

    @ParameterizedTest
    @CsvSource({"850, risk.resume_rejected", "850.01, risk.resume"})
    void withoutARebaseTheDrawdownMustBeBelowTheHaltLimit(String equity, String told) {
      desk.on(equities(1, "1000", "840", equity));

      assertThat(desk.types(resumeWithoutRebase(4))).containsExactly(told);
      assertThat(desk.account().isTradingAllowed()).isEqualTo(told.equals("risk.resume"));
      assertThat(desk.reference()).isEqualByComparingTo("1000");
    }

    @Test
    void aRefusalSaysWhy() {
      desk.on(equities(1, "1000", "840"));

      assertThat(desk.on(resumeWithoutRebase(3)))
          .containsExactly(
              new Notification(
                  "risk.resume_rejected",
                  "risk:42",
                  Severity.MEDIUM,
                  "Resume refused",
                  "Drawdown 16.00 % is not below the halt limit of 15.00 %.",
                  second(3),
                  Map.of(
                      "reason", "still_in_breach",
                      "requested_by", "ops",
                      "drawdown", "0.1600",
                      "peak", "1000",
                      "equity", "840")));
    }

    @Test
    void anAccountResumedInsideTheMarginIsHaltedAgainAtTheLimit() {
      desk.on(equities(1, "1000", "840", "860"));
      desk.on(resumeWithoutRebase(4));
      assertThat(desk.account().level()).as("not left").isEqualTo(Level.BREACH);

      List<Notification> told = desk.on(equity("849", 5));

      assertThat(told).extracting(Notification::type).containsExactly("risk.halt");
      assertThat(told.getFirst().data()).doesNotContainKey("repeated");
      assertThat(desk.account().isTradingAllowed()).isFalse();
    }

    @Test
    void isRefusedWhereNothingIsBlocked() {
      desk.on(equity("1000", 1));

      List<Notification> told = desk.on(resume(2));

      assertThat(told).extracting(Notification::type).containsExactly("risk.resume_rejected");
      assertThat(told.getFirst().message()).isEqualTo("No block of this account stands.");
      assertThat(told.getFirst().data().get("reason")).isEqualTo("not_blocked");
      assertThat(desk.reference()).isEqualByComparingTo("1000");
    }

    @Test
    void beforeTheFirstEquityItClearsWithoutARebase() {
      List<Notification> told = desk.on(halt(1), resume(2));

      assertThat(told).extracting(Notification::type).containsExactly("risk.halt", "risk.resume");
      assertThat(told.getLast().data().get("rebased")).isEqualTo(false);
      assertThat(desk.account().isTradingAllowed()).isTrue();
      assertThat(desk.reference()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "1000, -1"})
    void thereIsNothingToRebaseToAtOrBelowZero(String first, String second) {
      desk.on(equities(1, first, second));

      assertThat(desk.types(resume(3))).containsExactly("risk.resume_rejected");
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
    }

    @Test
    void aWipedOutAccountWithoutAReferenceStaysBlocked() {
      desk.on(equity("0", 1));

      List<Notification> told = desk.on(resume(2));

      assertThat(told.getFirst().type()).isEqualTo("risk.resume_rejected");
      assertThat(told.getFirst().message()).isEqualTo("Equity 0 is not above zero.");
    }
  }

  @Nested
  class PeakResets {

    @Test
    void setTheReferenceAndTellNeitherARiseNorARecovery() {
      desk.on(equities(1, "1000", "940"));

      List<Notification> told = desk.on(peak("960", 3));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.peak_reset",
                  "risk:42",
                  Severity.LOW,
                  "Peak reset",
                  "The peak was set to 960 by ops.",
                  second(3),
                  Map.of(
                      "requested_by", "ops",
                      "drawdown", "0.0208",
                      "peak", "960",
                      "equity", "940",
                      "previous_peak", "1000")));
      assertThat(desk.account().level()).isEqualTo(Level.NORMAL);
      assertThat(desk.types(peak("1050", 4))).containsExactly("risk.peak_reset");
      assertThat(desk.account().level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void doNotGoBelowThePresentEquity() {
      desk.on(equities(1, "1000", "940"));

      desk.on(peak("500", 3));

      assertThat(desk.reference()).isEqualByComparingTo("940");
    }

    @Test
    void stillHaltAnAccountThatTheyPutBeyondItsLimit() {
      desk.on(equity("1000", 1));

      assertThat(desk.types(peak("2000", 2))).containsExactly("risk.peak_reset", "risk.halt");
      assertThat(desk.account().isTradingAllowed()).isFalse();
    }

    @Test
    void beforeTheFirstEquityWaitForIt() {
      assertThat(desk.types(peak("1000", 1))).containsExactly("risk.peak_reset");
      assertThat(desk.account().level()).isEqualTo(Level.NORMAL);

      assertThat(desk.types(equity("900", 2))).containsExactly("risk.critical_drawdown");
    }
  }
}
