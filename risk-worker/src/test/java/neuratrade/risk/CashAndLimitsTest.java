package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.limits;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a deposit or a withdrawal makes of the limits that are amounts. */
class CashAndLimitsTest {

  private final Desk desk = new Desk();

  @Nested
  class HaltAmountAndLock {

    @Test
    void goOnWithCash() {
      desk.on(equity("1000", 1), limitsSet(2, "halt_amount", "100", "lock", "950"));
      desk.on(cash("1000", "2000", 3));

      assertThat(own(desk)).isEqualTo(Map.of(LimitKey.HALT_AMOUNT, "200", LimitKey.LOCK, "1900"));
    }

    @Test
    void ofTheConfigurationBecomeTheAccountsOwnByCash() {
      Desk desk = new Desk(limits("halt_amount", "100"));
      desk.on(equity("1000", 1), cash("-500", "500", 2));

      assertThat(own(desk)).isEqualTo(Map.of(LimitKey.HALT_AMOUNT, "50"));
      assertThat(desk.types(equity("450.01", 3), equity("450", 4))).contains("risk.halt");
    }

    @Test
    void thatWereSetAfterCashWasMovedHoldItAlready() {
      desk.on(equity("1000", 1), limitsSet(3, "halt_amount", "100"), cash("-500", "500", 2));

      assertThat(own(desk)).isEqualTo(Map.of(LimitKey.HALT_AMOUNT, "100"));
    }

    @Test
    void goOnWithCashThatComesAfterOtherLimitsWereSet() {
      desk.on(equity("1000", 1), limitsSet(2, "halt_amount", "100", "lock", "950"));
      desk.on(limitsSet(10, "daily_loss", "0.1"), equity("2000", 20));

      desk.on(cash("1000", "2000", 5));

      assertThat(own(desk))
          .containsEntry(LimitKey.HALT_AMOUNT, "200")
          .containsEntry(LimitKey.LOCK, "1900");
    }

    @Test
    void areThoseOfTheConfigurationAgainOnceAllIsWithdrawn() {
      desk.on(equity("1000", 1), limitsSet(2, "halt_amount", "100", "lock", "950"));

      desk.on(cash("-1000", "0", 3));

      assertThat(own(desk)).isEmpty();
    }

    @Test
    void thatWereSetForAFirstDepositStand() {
      desk.on(limitsSet(1, "halt_amount", "100"), cash("1000", "1000", 2));

      assertThat(own(desk)).isEqualTo(Map.of(LimitKey.HALT_AMOUNT, "100"));
      assertThat(desk.types(equity("900", 3))).containsExactly("risk.halt");
    }
  }

  @Nested
  class TheStaticReference {

    private final Desk configured =
        new Desk(limits("reference", "static", "static_reference", "1000"));

    @Test
    void goesOnWithCash() {
      configured.on(equity("1000", 1), cash("1000", "2000", 2));

      assertThat(own(configured)).isEqualTo(Map.of(LimitKey.STATIC_REFERENCE, "2000"));
      assertThat(configured.reference()).isEqualByComparingTo("2000");
    }

    @Test
    void isSetAgainToWhatItWasBeforeTheCash() {
      desk.on(limitsSet(1, "reference", "static", "static_reference", "1000"));
      desk.on(equity("1000", 2), cash("1000", "2000", 3));

      desk.on(limitsSet(4, "static_reference", "1000"));

      assertThat(desk.reference()).isEqualByComparingTo("1000");
    }

    @Test
    void haltsNobodyWhoWithdrewEverything() {
      assertThat(configured.types(equity("1000", 1), cash("-1000", "0", 2), equity("0", 3)))
          .isEmpty();
      assertThat(configured.reference()).isNull();
    }

    @Test
    void isWhatIsPaidInAgainAfterAllWasWithdrawn() {
      configured.on(equity("1000", 1), cash("-1000", "0", 2));

      assertThat(configured.types(cash("500", "500", 3))).isEmpty();
      assertThat(configured.reference()).isEqualByComparingTo("500");
    }

    @Test
    void ofTheAccountsOwnIsGoneOnceAllIsWithdrawn() {
      desk.on(limitsSet(1, "reference", "static", "static_reference", "1000"));
      desk.on(equity("1000", 2), cash("-1000", "0", 3));

      assertThat(own(desk)).isEqualTo(Map.of(LimitKey.REFERENCE, "static"));
      assertThat(desk.types(equities(4, "500", "430"))).containsExactly("risk.critical_drawdown");
    }

    @Test
    void isAFirstDepositWhereThatIsLess() {
      assertThat(configured.types(cash("500", "500", 1))).isEmpty();
      assertThat(configured.reference()).isEqualByComparingTo("500");
    }

    @Test
    void isTheDepositThatEndsADebt() {
      configured.on(equities(1, "1000", "-50"));

      assertThat(configured.types(cash("550", "500", 3))).containsExactly("risk.recovery");
      assertThat(configured.reference()).isEqualByComparingTo("500");
    }
  }

  private static Map<LimitKey, String> own(Desk desk) {
    return desk.account().accountLimits().own();
  }
}
