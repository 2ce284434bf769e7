package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import org.junit.jupiter.api.Test;

class TraderTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
  private static final DemoAccount TWOFOLD = new DemoAccount("demo-2x", 2, 0);

  @Test
  void multipliesThePricesReturnByItsLeverage() {
    Trader trader = trader(TWOFOLD, 800, 1000, 1100, 900);

    assertReported(trader.next(NOW), "10000", "10000", 1);
    assertReported(trader.next(NOW), "12000.00", "10000", 1);
    assertReported(trader.next(NOW), "8000.00", "10000", 1);
  }

  @Test
  void holdsNothingWhileItIsHaltedAndIsResumedFifteenSecondsLater() {
    Trader trader = trader(TWOFOLD, 800, 1000, 900, 500, 400, 440);
    trader.next(NOW);
    trader.next(NOW);

    trader.halted(NOW);
    assertReported(trader.next(NOW), "8000.00", "8000.00", 0);

    trader.halted(NOW.plusSeconds(14));
    RiskEvent resumed = trader.next(NOW.plusSeconds(15));
    assertThat(resumed)
        .isEqualTo(
            new ResumeRequested(resumed.id(), NOW.plusSeconds(15), "demo-2x", "demo", true, false));
    assertReported(trader.next(NOW.plusSeconds(16)), "8000.00", "8000.00", 1);
  }

  @Test
  void beginsAgainWithTheDepositAtTheEndOfThePrices() {
    Trader trader = trader(TWOFOLD, 800, 1000, 1100);
    trader.next(NOW);
    trader.next(NOW);

    RiskEvent moved = trader.next(NOW);

    assertThat(moved)
        .isEqualTo(
            new CashMoved(
                moved.id(),
                NOW,
                "demo-2x",
                new BigDecimal("-2000.00"),
                Trader.DEPOSIT,
                Trader.DEPOSIT));
    assertReported(trader.next(NOW), "10000", "10000", 1);
  }

  @Test
  void isGivenMoneyWhenLittleIsLeft() {
    Trader trader = trader(TWOFOLD, 800, 1000, 590, 600);
    trader.next(NOW);
    trader.next(NOW);

    assertThat(trader.next(NOW))
        .isInstanceOfSatisfying(
            CashMoved.class, moved -> assertThat(moved.amount()).isEqualByComparingTo("8200"));
  }

  @Test
  void goesOnWhereTheRunBeforeEnded() {
    Trader trader = trader(TWOFOLD, 800, 1000, 900, 700);

    trader.continueWith(new BigDecimal("8300"), true, NOW);

    assertReported(trader.next(NOW), "8300", "8300", 0);
    assertThat(trader.next(NOW.plusSeconds(15))).isInstanceOf(ResumeRequested.class);
    assertThat(trader.next(NOW.plusSeconds(15)))
        .isInstanceOfSatisfying(
            CashMoved.class, moved -> assertThat(moved.amount()).isEqualByComparingTo("1700"));
  }

  @Test
  void givesEveryEventAnIdOfItsOwn() {
    Trader trader = trader(TWOFOLD, 800, 1000, 1100, 900);

    assertThat(List.of(trader.next(NOW).id(), trader.next(NOW).id(), trader.next(NOW).id()))
        .doesNotHaveDuplicates();
  }

  private static void assertReported(RiskEvent event, String equity, String balance, int open) {
    assertThat(event)
        .isEqualTo(
            new EquityReported(
                event.id(),
                event.occurredAt(),
                "demo-2x",
                new BigDecimal(equity),
                new BigDecimal(balance),
                open));
  }

  /** A trader whose reports, from the first on, see the prices from the second on. */
  private static Trader trader(DemoAccount account, int... prices) {
    List<BigDecimal> trades =
        IntStream.of(prices)
            .boxed()
            .flatMap(price ->
                IntStream.range(0, Trader.TRADES_PER_REPORT)
                    .mapToObj(trade -> BigDecimal.valueOf(price)))
            .toList();
    int[] count = new int[1];
    return new Trader(account, trades, () -> "e-" + count[0]++);
  }
}
