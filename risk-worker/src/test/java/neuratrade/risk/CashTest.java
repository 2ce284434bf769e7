package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.resume;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;

/** A deposit or a withdrawal neither creates nor hides a drawdown. */
class CashTest {

  private final Desk desk = new Desk();

  @Test
  void aWithdrawalMakesNoDrawdown() {
    assertThat(desk.types(equity("1000", 1), cash("-500", "500", 2), equity("500", 3))).isEmpty();
    assertThat(desk.reference()).isEqualByComparingTo("500");
    assertThat(desk.account().drawdown()).isEqualByComparingTo("0");
  }

  @Test
  void aDepositHidesNoDrawdown() {
    desk.on(equities(1, "1000", "940"));

    desk.on(cash("940", "1880", 3));

    assertThat(desk.reference()).isEqualByComparingTo("2000");
    assertThat(desk.account().level()).isEqualTo(Level.WARNING);
    assertThat(desk.types(equity("1800", 4))).containsExactly("risk.critical_drawdown");
  }

  @Test
  void aLossJustBeforeTheMoveIsToldByItExactlyAtTheLimit() {
    desk.on(equity("1000", 1));

    List<Notification> told = desk.on(cash("-100", "750", 2));

    assertThat(told).extracting(Notification::type).containsExactly("risk.halt");
    assertThat(told.getFirst().data())
        .isEqualTo(Map.of("drawdown", "0.1500", "peak", "1000", "equity", "850"));
    assertThat(desk.account().equity()).isEqualByComparingTo("750");
    assertThat(desk.reference()).isEqualByComparingTo("882.3529411764705882352941176470588");
  }

  @Test
  void aGainJustBeforeTheMoveRaisesTheReference() {
    desk.on(equity("1000", 1), cash("1000", "2200", 2));

    assertThat(desk.reference()).isEqualByComparingTo("2200");
  }

  @Test
  void aFirstDepositSetsTheReference() {
    assertThat(desk.types(cash("1000", "1000", 1))).isEmpty();
    assertThat(desk.reference()).isEqualByComparingTo("1000");
    assertThat(desk.account().isTradingAllowed()).isTrue();
  }

  @Test
  void aFirstDepositAfterAPeakResetHaltsNobody() {
    assertThat(desk.types(peak("1000", 1), cash("1000", "1000", 2)))
        .containsExactly("risk.peak_reset");
    assertThat(desk.reference()).isEqualByComparingTo("1000");
    assertThat(desk.account().isTradingAllowed()).isTrue();
  }

  @Test
  void withdrawingEverythingLeavesNoReferenceAndNoHalt() {
    assertThat(desk.types(equity("1000", 1), cash("-1000", "0", 2), equity("0", 3))).isEmpty();
    assertThat(desk.reference()).isNull();
    assertThat(desk.account().isTradingAllowed()).isTrue();

    desk.on(cash("300", "300", 4));

    assertThat(desk.reference()).isEqualByComparingTo("300");
  }

  @Test
  void anEmptiedAccountThatFallsIntoDebtIsHalted() {
    desk.on(equity("1000", 1), cash("-1000", "0", 2));

    assertThat(desk.types(equity("-1", 3))).containsExactly("risk.halt");
  }

  @Test
  void aDepositIntoAWipedOutAccountStartsAgainFromIt() {
    desk.on(equities(1, "1000", "-50"));

    assertThat(desk.types(cash("1050", "1000", 3))).containsExactly("risk.recovery");
    assertThat(desk.reference()).isEqualByComparingTo("1000");
    assertThat(desk.blocks()).containsExactly(DRAWDOWN);
  }

  @Test
  void aLateDepositIsAppliedAsIfInOrder() {
    // The report at 10 holds the deposit of 5 and a loss of 200 after it.
    desk.on(equity("1000", 1), equity("1800", 10));

    List<String> told = desk.types(cash("1000", "2000", 5));

    assertThat(desk.reference()).isEqualByComparingTo("2000");
    assertThat(desk.account().equity()).isEqualByComparingTo("1800");
    assertThat(told).containsExactly("risk.critical_drawdown");
  }

  @Test
  void aLateWithdrawalEndsTheDrawdownThatItSeemedToBe() {
    assertThat(desk.types(equity("1000", 1), equity("500", 10))).containsExactly("risk.halt");

    assertThat(desk.types(cash("-500", "500", 5))).containsExactly("risk.recovery");
    assertThat(desk.reference()).isEqualByComparingTo("500");
    assertThat(desk.blocks()).containsExactly(DRAWDOWN);
  }

  @Test
  void lateCashFromBeforeARebaseHasNoBearing() {
    desk.on(equity("1000", 1), equity("500", 10), resume(11));

    desk.on(cash("-500", "500", 5));

    assertThat(desk.reference()).isEqualByComparingTo("500");
  }

  @Test
  void cashBetweenTheEquityAndTheRebaseToItIsStillApplied() {
    desk.on(equity("1000", 1), halt(2), resume(11));

    assertThat(desk.types(cash("-500", "500", 5))).isEmpty();
    assertThat(desk.reference()).isEqualByComparingTo("500");
  }

  @Test
  void cashOlderThanAllRememberedRaisesHasNoBearing() {
    for (int i = 0; i < 20; i++) {
      desk.on(equity(String.valueOf(1000 + i), 10 + i));
    }

    desk.on(cash("1000", "2000", 12));
    assertThat(desk.reference()).isEqualByComparingTo("1019");

    desk.on(cash("1000", "2000", 15));
    assertThat(desk.reference()).as("1005 at that time").isEqualByComparingTo("2010");
  }
}
