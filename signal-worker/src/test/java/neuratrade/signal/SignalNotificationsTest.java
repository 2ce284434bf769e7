package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.data;
import static neuratrade.signal.SignalFixtures.found;
import static neuratrade.signal.SignalFixtures.proposed;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;

/** What traders read. */
class SignalNotificationsTest {

  private final Desk desk = new Desk();

  @Test
  void anArbitrageIsToldWithAllItsFacts() {
    desk.on(calm("binance", 0));

    assertThat(desk.on(quote("coinbase", "101", "102", 1)))
        .containsExactly(
            new Notification(
                "signal.arbitrage",
                "signals:BTC/USDT",
                Severity.MEDIUM,
                "Arbitrage of BTC/USDT",
                "Buy on binance at 100, sell on coinbase at 101: 1.00 % before fees."
                    + " Confidence 80 %, risk 8 %, quality 79 %. Good until 09:35:01 UTC.",
                second(1),
                Map.ofEntries(
                    Map.entry("symbol", "BTC/USDT"),
                    Map.entry("fingerprint", desk.signal().fingerprint()),
                    Map.entry("kind", "arbitrage"),
                    Map.entry("action", "buy"),
                    Map.entry("strength", "medium"),
                    Map.entry("confidence", "0.8000"),
                    Map.entry("profit_potential", "0.0100"),
                    Map.entry("risk", "0.0800"),
                    Map.entry("exchanges", List.of("binance", "coinbase")),
                    Map.entry("components", List.of("cross_exchange")),
                    Map.entry("quality", "0.7967"),
                    Map.entry(
                        "quality_parts",
                        Map.of(
                            "exchange", "0.8231",
                            "volume", "1.0000",
                            "liquidity", "0.6200",
                            "volatility", "0.5000",
                            "timing", "1.0000",
                            "confidence", "0.8000",
                            "risk", "0.0589",
                            "multi_signal", "0.5000",
                            "freshness", "1.0000",
                            "market", "0.5000")),
                    Map.entry("expires_at", "2026-11-23T09:35:01Z"),
                    Map.entry("buy_exchanges", List.of("binance")),
                    Map.entry("sell_exchanges", List.of("coinbase")),
                    Map.entry("buy_price_range", Map.of("min", "100", "max", "100", "avg", "100")),
                    Map.entry("sell_price_range", Map.of("min", "101", "max", "101", "avg", "101")),
                    Map.entry(
                        "profit_range", Map.of("min", "0.0100", "max", "0.0100", "avg", "0.0100")),
                    Map.entry("opportunities", 1))));
  }

  @Test
  void severalOpportunitiesAreToldAsRanges() {
    desk.on(calm("binance", 0), found("binance", "kraken", "100", "102", 1));

    assertThat(message(desk.on(found("coinbase", "kraken", "100.5", "103.02", 2))))
        .isEqualTo(
            "medium: Arbitrage of BTC/USDT: Buy on binance and coinbase at 100 to 100.5, sell on"
                + " kraken at 102 to 103.02: 2.25 % before fees. Confidence 85 %, risk 8 %,"
                + " quality 81 %. Good until 09:35:02 UTC.");
  }

  @Test
  void aTechnicalSignalSaysWhatCrossedWhere() {
    for (long minute = 1; minute <= 50; minute++) {
      desk.on(candle(minute % 2 == 0 ? "100" : "100.2", minute));
    }
    desk.on(quote("binance", "89.99", "90.01", 51 * MINUTE));

    List<Notification> told = desk.on(candle("90", 51));

    assertThat(message(told))
        .isEqualTo(
            "medium: Buy signal for BTC/USDT: RSI(14) fell under 30 on binance (1m). The price is"
                + " 89.99 to 90.01. Confidence 70 %, risk 20 %, quality 78 %. Good until 10:36:00"
                + " UTC.");
    assertThat(data(told.getFirst()))
        .containsEntry("price_range", Map.of("min", "89.99", "max", "90.01"))
        .containsEntry(
            "crossings",
            List.of(
                Map.of(
                    "component", "rsi_oversold",
                    "exchange", "binance",
                    "timeframe", "1m",
                    "at", "2026-11-23T10:21:00Z")));
  }

  @Test
  void aProposalSaysWhoseItIsAndWhy() {
    desk.on(calm("binance", 0), calm("coinbase", 0));

    List<Notification> told =
        desk.on(
            new SignalProposed(
                "p",
                second(1),
                SignalFixtures.SYMBOL,
                Action.SELL,
                new BigDecimal("0.829"),
                "momentum-1",
                null,
                "Volume fell with the price.",
                second(60)));

    assertThat(message(told))
        .isEqualTo(
            "medium: Sell proposal for BTC/USDT: momentum-1 proposes to sell on binance and"
                + " coinbase. The price is 99.99 to 100. Confidence 82 %, risk 20 %, quality 81 %."
                + " Good until 09:31:00 UTC. Why: Volume fell with the price.");
    assertThat(data(told.getFirst()))
        .containsEntry("reasoning", "Volume fell with the price.")
        .containsEntry("strength", "strong")
        .doesNotContainKey("profit_potential");
    assertThat(message(desk.on(proposed("b", Action.SELL, "0.7", 2))))
        .startsWith(
            "medium: Sell proposal for BTC/USDT: b and momentum-1 propose to sell on binance. ");
  }

  @Test
  void anEndSaysOfWhatAndWhy() {
    desk.on(calm("binance", 0), quote("coinbase", "101", "102", 1), buy("a", 2));

    List<Notification> told = desk.wake(MINUTE * 30);

    assertThat(told)
        .extracting(Notification::message)
        .containsExactlyInAnyOrder(
            "The arbitrage of BTC/USDT between binance and coinbase has expired.",
            "The proposal of a to buy BTC/USDT has expired.");
    assertThat(told)
        .allSatisfy(each -> {
          assertThat(each.severity()).isEqualTo(Severity.LOW);
          assertThat(each.title()).isEqualTo("Signal for BTC/USDT is over");
          assertThat(each.occurredAt()).isEqualTo(second(30 * MINUTE));
          assertThat(each.data().get("reason")).isEqualTo("expired");
        });
  }

  @Test
  void whatGaveWaySaysSo() {
    Desk small = new Desk(SignalFixtures.rules(Map.of("max-live", "1")));
    small.on(calm("binance", 0), buy("a", 2));

    List<Notification> told = small.on(proposed("b", Action.SELL, "0.9", 3));

    assertThat(told.getFirst().message())
        .isEqualTo("The proposal of a to buy BTC/USDT gave way to a better one.");
    assertThat(data(told.getFirst())).containsEntry("reason", "replaced");
  }

  private static SignalProposed buy(String source, long second) {
    return proposed(source, Action.BUY, "0.8", second);
  }

  private static String message(List<Notification> told) {
    assertThat(told).hasSize(1);
    Notification only = told.getFirst();
    return only.severity().text() + ": " + only.title() + ": " + only.message();
  }
}
