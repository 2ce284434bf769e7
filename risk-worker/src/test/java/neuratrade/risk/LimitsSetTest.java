package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.RiskFixtures.ACCOUNT;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.limits;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.Severity;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account's own limits change, and what each kind of reference makes of values. */
class LimitsSetTest {

  private final Desk desk = new Desk();

  @Nested
  class Requests {

    @Test
    void setWhatTheyNameKeepWhatTheyDoNotAndTakeBackWhatIsNull() {
      desk.on(limitsSet(1, "halt_drawdown", "0.20", "lock", "500"));
      List<Notification> told = desk.on(limitsSet(2, "halt_drawdown", null, "basis", "balance"));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.limits_set",
                  "risk:42",
                  Severity.LOW,
                  "Limits set",
                  "Set by ops: halt_drawdown as usual, basis balance.",
                  second(2),
                  Map.of(
                      "changed", List.of("halt_drawdown", "basis"),
                      "limits", Map.of("basis", "balance", "lock", "500"),
                      "requested_by", "ops",
                      "blocks", List.of())));
      assertThat(desk.account().limits()).isEqualTo(limits("lock", "500", "basis", "balance"));
    }

    @Test
    void areSaidInPercentWhereTheyAreParts() {
      assertThat(desk.on(limitsSet(1, "halt_drawdown", "0.2", "lock", "500")).getFirst().message())
          .isEqualTo("Set by ops: halt_drawdown 20.00 %, lock 500.");
    }

    @Test
    void thatAreAsTheyWereChangeNothing() {
      desk.on(limitsSet(1, "lock", "500"));

      assertThat(desk.on(limitsSet(2, "lock", "500.0", "basis", null)).getFirst().message())
          .isEqualTo("No limit was changed by ops.");
    }

    @Test
    void areRefusedWholeNamingTheFirstKeyThatMakesNoSense() {
      List<Notification> told = desk.on(limitsSet(1, "lock", "500", "warning_drawdown", "0.1"));

      assertThat(told)
          .containsExactly(
              new Notification(
                  "risk.limits_rejected",
                  "risk:42",
                  Severity.MEDIUM,
                  "Limits refused",
                  "critical_drawdown is 0.10: it must be above the warning drawdown, 0.1."
                      + " No limit was set.",
                  second(1),
                  Map.of(
                      "key", "critical_drawdown",
                      "value", "0.10",
                      "reason", "it must be above the warning drawdown, 0.1",
                      "requested_by", "ops")));
      assertThat(desk.account().limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void areRefusedIfNoLimitIsCalledSo() {
      assertThat(desk.on(limitsSet(1, "stop_loss", "5")).getFirst().data().get("key"))
          .isEqualTo("stop_loss");
    }

    @Test
    void areCommandsTakenOnceAndInOrder() {
      desk.on(halt(5));
      desk.on(limitsSet(4, "lock", "1"), limitsSet(6, "lock", "2"), limitsSet(6, "lock", "2"));

      assertThat(desk.stale()).isEqualTo(2);
    }

    @Test
    void haltAnAccountThatTheyPutBeyondItsLimitAndTellNoLevel() {
      desk.on(equities(1, "1000", "920"));

      assertThat(desk.types(limitsSet(3, "critical_drawdown", "0.07")))
          .containsExactly("risk.limits_set");
      assertThat(desk.account().level()).isEqualTo(Level.CRITICAL);
      assertThat(desk.types(limitsSet(4, "halt_drawdown", "0.08")))
          .containsExactly("risk.limits_set", "risk.halt");
      assertThat(desk.blocks()).containsExactly(DRAWDOWN);
      assertThat(desk.types(limitsSet(5, "halt_drawdown", null)))
          .containsExactly("risk.limits_set");
      assertThat(desk.blocks()).as("a block stays").containsExactly(DRAWDOWN);
    }

    @Test
    void leaveTheDayInProgressAsItIs() {
      desk.on(equity("1000", 1), limitsSet(2, "day_time", "12:00"));
      assertThat(desk.account().day().ends()).isEqualTo("2026-11-24T00:00:00Z");

      desk.on(equity("1000", 60_000));
      assertThat(desk.account().day().ends()).isEqualTo("2026-11-24T12:00:00Z");
    }
  }

  @Nested
  class References {

    @Test
    void aStaticOneIsTheFirstValueAndStays() {
      Desk fixed = new Desk(limits("reference", "static"));
      fixed.on(equities(1, "1000", "1500"));
      assertThat(fixed.reference()).isEqualByComparingTo("1000");
      assertThat(fixed.account().drawdown()).as("above it").isEqualByComparingTo("0");

      assertThat(fixed.types(equity("850", 3))).containsExactly("risk.halt");
    }

    @Test
    void aStaticOneCanBeSet() {
      Desk fixed = new Desk(limits("reference", "static", "static_reference", "2000"));

      assertThat(fixed.types(equity("1800", 1))).containsExactly("risk.critical_drawdown");
      fixed.on(limitsSet(2, "static_reference", "1800"));
      assertThat(fixed.reference()).isEqualByComparingTo("1800");
      assertThat(fixed.account().level()).isEqualTo(Level.NORMAL);
    }

    @Test
    void aPeakResetGoesBelowTheValueUnlessTheReferenceTrails() {
      Desk fixed = new Desk(limits("reference", "static"));
      fixed.on(equity("1000", 1), peak("500", 2));

      assertThat(fixed.reference()).isEqualByComparingTo("500");
    }

    @Test
    void anotherKindGoesOnFromThePresentOne() {
      desk.on(equities(1, "1000", "1200", "1100"));
      desk.on(limitsSet(4, "reference", "static"), equity("1500", 5));
      assertThat(desk.reference()).isEqualByComparingTo("1200");

      desk.on(limitsSet(6, "reference", "daily"));
      assertThat(desk.reference()).as("the day's opening").isEqualByComparingTo("1000");
      desk.on(limitsSet(7, "reference", "trailing"));
      assertThat(desk.reference()).isEqualByComparingTo("1500");
    }

    @Test
    void theEndOfADayCanBringABreach() {
      Desk eod = new Desk(limits("reference", "trailing_eod", "halt_amount", "100"));
      eod.on(equity("1000", 1), withBalance("1050", "1160", 2));
      assertThat(eod.blocks()).isEmpty();

      assertThat(eod.types(withBalance("1070", "1170", 86_400))).containsExactly("risk.halt");
      assertThat(eod.reference()).isEqualByComparingTo("1160");
    }

    @Test
    void onTheBasisOfBalanceTheBalanceCountsWhereItIsTold() {
      Desk closed = new Desk(limits("basis", "balance"));
      closed.on(withBalance("1000", "1000", 1));

      assertThat(closed.types(withBalance("840", "1000", 2))).isEmpty();
      assertThat(closed.types(equity("840", 3))).as("none told").containsExactly("risk.halt");
      assertThat(new Desk(limits("basis", "balance")).types(withBalance("-1", "500", 1)))
          .as("nothing is left")
          .containsExactly("risk.halt");
    }

    @ParameterizedTest
    @CsvSource({"trailing, -1", "trailing, 0", "static, 0", "trailing_eod, 0", "daily, 0"})
    void nothingIsSetByAFirstReportOfNothingWhateverTheBalance(String kind, String equity) {
      Desk closed = new Desk(limits("basis", "balance", "reference", kind));

      assertThat(closed.types(withBalance(equity, "500", 1))).containsExactly("risk.halt");
      assertThat(closed.reference()).isNull();
    }
  }

  @Nested
  class Amounts {

    @ParameterizedTest
    @CsvSource({"900.01, false", "900, true"})
    void haltExactlyAtTheHaltAmount(String equity, boolean halted) {
      Desk desk = new Desk(limits("halt_amount", "100"));
      desk.on(equities(1, "1000", equity));

      assertThat(desk.account().has(DRAWDOWN)).isEqualTo(halted);
    }

    @Test
    void aHaltThatIsNearerThanTheWarningIsLeftAtHalfItsWay() {
      Desk desk = new Desk(limits("halt_amount", "20"));

      assertThat(desk.types(equities(1, "1000", "980"))).containsExactly("risk.halt");
      assertThat(desk.types(equity("989.99", 3))).isEmpty();
      assertThat(desk.account().level()).isEqualTo(Level.BREACH);
      assertThat(desk.types(equity("990", 4))).containsExactly("risk.recovery");
    }

    @ParameterizedTest
    @CsvSource({"1000.01, false", "1000, true"})
    void theFloorStopsAtTheLock(String equity, boolean halted) {
      Desk desk = new Desk(limits("lock", "1000"));
      desk.on(equities(1, "1000", "2000", equity));

      assertThat(desk.account().has(DRAWDOWN)).isEqualTo(halted);
    }
  }

  private static EquityReported withBalance(String equity, String balance, long second) {
    return new EquityReported(
        "equity-" + second,
        second(second),
        ACCOUNT,
        new BigDecimal(equity),
        new BigDecimal(balance),
        null);
  }
}
