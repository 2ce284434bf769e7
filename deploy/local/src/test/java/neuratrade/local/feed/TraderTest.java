package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import neuratrade.local.feed.Standstill.Block;
import neuratrade.local.feed.Trader.Turn;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import org.junit.jupiter.api.Test;

class TraderTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
  private static final int REPORTS = 40;
  private static final DemoAccount TWOFOLD =
      new DemoAccount("demo-2x", 2, 0, REPORTS, Map.of("daily_loss", "0.03"));

  @Test
  void setsItsLimitsOnce() {
    Trader trader = trader(800, 1000, 1100);

    List<RiskEvent> first = trader.next(NOW).events();

    assertThat(first).hasSize(2);
    assertThat(first.getFirst())
        .isEqualTo(
            new LimitsSet(
                first.getFirst().id(), NOW, "demo-2x", Map.of("daily_loss", "0.03"), "demo"));
    assertThat(trader.next(NOW).events()).hasSize(1);
  }

  @Test
  void multipliesThePricesReturnByItsLeverage() {
    Trader trader = trader(800, 1000, 1100, 900);

    assertReported(trader.next(NOW), "10000", "10000", 1);
    assertReported(trader.next(NOW), "12000.00", "10000", 1);
    assertReported(trader.next(NOW), "8000.00", "10000", 1);
  }

  @Test
  void closesItsPositionAfterItsTimePaysTheFeesAndTakesTheOtherSide() {
    int[] prices = IntStream.rangeClosed(0, REPORTS + 2).map(report -> 1010).toArray();
    prices[1] = 1000;
    prices[REPORTS + 2] = 909;
    Trader trader = trader(prices);
    for (int i = 0; i < REPORTS; i++) {
      assertThat(trader.next(NOW).deals()).isEmpty();
    }

    Turn closing = trader.next(NOW);

    assertThat(closing.deals()).extracting(Deal::pnl).containsExactly(new BigDecimal("100.00"));
    assertReported(closing, "10100.00", "10100.00", 1);
    assertReported(trader.next(NOW), "12120.00", "10100.00", 1);
  }

  @Test
  void closesItsPositionWhenItIsHaltedAndIsResumedFifteenSecondsLater() {
    Trader trader = trader(800, 1000, 900, 500, 400, 440);
    trader.next(NOW);
    trader.next(NOW);

    trader.hear("risk.halt", NOW);
    Turn halted = trader.next(NOW);
    assertThat(halted.deals()).extracting(Deal::pnl).containsExactly(new BigDecimal("-2100.00"));
    assertReported(halted, "7900.00", "7900.00", 0);

    trader.hear("risk.halt", NOW.plusSeconds(14));
    List<RiskEvent> resumed = trader.next(NOW.plusSeconds(15)).events();
    assertThat(resumed.getFirst())
        .isEqualTo(
            new ResumeRequested(
                resumed.getFirst().id(), NOW.plusSeconds(15), "demo-2x", "demo", true, false));
    assertReported(trader.next(NOW.plusSeconds(16)), "7900.00", "7900.00", 1);
  }

  @Test
  void beginsAgainWithTheDepositAtTheEndOfThePrices() {
    Trader trader = trader(800, 1000, 1100);
    trader.next(NOW);
    trader.next(NOW);

    Turn moved = trader.next(NOW);

    assertThat(moved.deals()).hasSize(1);
    RiskEvent first = moved.events().get(1);
    assertThat(first)
        .isEqualTo(
            new CashMoved(
                first.id(),
                NOW,
                "demo-2x",
                new BigDecimal("-1900.00"),
                Trader.DEPOSIT,
                Trader.DEPOSIT));
    assertReported(moved, "10000", "10000", 0);
    assertReported(trader.next(NOW), "10000", "10000", 1);
  }

  @Test
  void isGivenMoneyWhenLittleIsLeft() {
    Trader trader = trader(800, 1000, 590, 600);
    trader.next(NOW);
    trader.next(NOW);

    assertThat(trader.next(NOW).events())
        .filteredOn(CashMoved.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            CashMoved.class, moved -> assertThat(moved.amount()).isEqualByComparingTo("8300"));
  }

  @Test
  void goesOnWhereTheRunBeforeEnded() {
    Trader trader = trader(800, 1000, 900, 700);

    trader.continueWith(new LastKnown(new BigDecimal("8300"), Set.of(Block.HALT)), NOW);

    assertReported(trader.next(NOW), "8300", "8300", 0);
    assertThat(trader.next(NOW.plusSeconds(15)).events())
        .anyMatch(ResumeRequested.class::isInstance);
    assertThat(trader.next(NOW.plusSeconds(15)).events())
        .filteredOn(CashMoved.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            CashMoved.class, moved -> assertThat(moved.amount()).isEqualByComparingTo("1700"));
  }

  private static void assertReported(Turn turn, String equity, String balance, int open) {
    RiskEvent last = turn.events().getLast();
    assertThat(last)
        .isInstanceOfSatisfying(
            EquityReported.class,
            report ->
                assertThat(report)
                    .isEqualTo(
                        new EquityReported(
                            report.id(),
                            report.occurredAt(),
                            "demo-2x",
                            new BigDecimal(equity),
                            new BigDecimal(balance),
                            open)));
  }

  /** A trader whose reports, from the first on, see the prices from the second on. */
  private static Trader trader(int... prices) {
    List<BigDecimal> trades =
        IntStream.of(prices)
            .boxed()
            .flatMap(price ->
                IntStream.range(0, Trader.TRADES_PER_REPORT)
                    .mapToObj(trade -> BigDecimal.valueOf(price)))
            .toList();
    return new Trader(TWOFOLD, trades, new EventIds(NOW.toEpochMilli()));
  }
}
