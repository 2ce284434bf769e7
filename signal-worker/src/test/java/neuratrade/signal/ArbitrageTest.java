package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.data;
import static neuratrade.signal.SignalFixtures.found;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.rules;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buying on one exchange and selling on another. */
class ArbitrageTest {

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({"100.50, 1", "100.4999, 0", "99.99, 0", "105, 1", "105.01, 0"})
  void aGapFromHalfAPercentToFivePercentIsOne(String bid, int told) {
    desk.on(calm("binance", 0));

    assertThat(
            desk.types(
                quote(
                    "coinbase", bid, new BigDecimal(bid).add(new BigDecimal("0.1")).toString(), 1)))
        .hasSize(told);
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "6, 0"})
  void quotesMoreThanFiveSecondsApartShowNone(long second, int told) {
    desk.on(calm("binance", 0));

    assertThat(desk.types(quote("coinbase", "101", "102", second))).hasSize(told);
  }

  @Test
  void theOlderQuoteMayBeTheOneThatArrivesLater() {
    desk.on(quote("coinbase", "101", "102", 4));

    assertThat(desk.on(calm("binance", 1), second(5)))
        .extracting(Notification::type)
        .containsExactly("signal.arbitrage");
  }

  @Test
  void theBestPairOfManyIsTaken() {
    desk.on(calm("binance", 0), quote("kraken", "99", "99.5", 0));

    Notification told = desk.on(quote("coinbase", "101", "102", 1)).getFirst();

    assertThat(data(told))
        .containsEntry("exchanges", List.of("coinbase", "kraken"))
        .containsEntry("buy_exchanges", List.of("kraken"))
        .containsEntry("profit_potential", "0.0150");
  }

  @Test
  void aPairWhoseQuotesAreTooFarApartDoesNotHideOneWhoseAreNot() {
    desk.on(quote("kraken", "98", "98.5", 0), calm("binance", 6));

    Notification told = desk.on(quote("coinbase", "101", "102", 7)).getFirst();

    assertThat(data(told)).containsEntry("exchanges", List.of("binance", "coinbase"));
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "10, 0"})
  void whatIsOverWhenItsQuotesComeIsNone(long second, int told) {
    Desk hasty = new Desk(rules(Map.of("opportunity-life", "PT10S")));
    hasty.on(calm("binance", 0));

    assertThat(hasty.on(quote("coinbase", "101", "102", 0), second(second))).hasSize(told);
  }

  @Test
  void aPairThatIsOverDoesNotHideOneThatIsNot() {
    Desk hasty = new Desk(rules(Map.of("opportunity-life", "PT10S")));
    hasty.on(quote("kraken", "98", "98.5", 0), calm("okx", 0), calm("binance", 20));

    Notification told = hasty.on(quote("coinbase", "101", "102", 20)).getFirst();

    assertThat(data(told)).containsEntry("exchanges", List.of("binance", "coinbase"));
  }

  @ParameterizedTest
  @CsvSource({
    "binance, coinbase, 1",
    "binance, kraken, 1",
    "coinbase, kraken, 1",
    "binance, okx, 0",
    "bybit, okx, 0"
  })
  void onlyReliableExchangesAreGoodEnough(String buy, String sell, int told) {
    desk.on(calm(buy, 0));

    assertThat(desk.types(quote(sell, "101", "102", 1))).hasSize(told);
  }

  @Test
  void quotesRenewItQuietlyAndNotAllTheTime() {
    desk.on(calm("binance", 0), quote("coinbase", "101", "102", 1));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(1 + 5 * MINUTE));

    assertThat(desk.types(quote("coinbase", "101.1", "102", 5))).isEmpty();
    assertThat(desk.signal().renewedAt()).isEqualTo(second(1));
    assertThat(desk.types(quote("coinbase", "101.2", "102", 11), calm("binance", 11))).isEmpty();

    assertThat(desk.signal().renewedAt()).isEqualTo(second(11));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(11 + 5 * MINUTE));
    assertThat(desk.signal().idea().profitPotential()).isEqualByComparingTo("0.012");
  }

  @Test
  void aQuoteIsForgottenAfterAMinute() {
    desk.on(calm("binance", 0), calm("coinbase", 59));
    assertThat(desk.state().quotes().exchanges()).containsExactly("binance", "coinbase");

    desk.on(calm("coinbase", 60));
    assertThat(desk.state().quotes().exchanges()).containsExactly("coinbase");
    desk.on(calm("kraken", 0), second(60));
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void aLateOrRepeatedQuoteChangesNothing() {
    desk.on(calm("binance", 10));
    Market before = desk.state();

    desk.on(calm("binance", 10), second(11));
    desk.on(quote("binance", "90", "91", 9), second(12));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.state()).isEqualTo(before);
    desk.on(quote("other", "binance", "90", "91", 10), second(13));
    assertThat(desk.state().quotes().quotes().getFirst().bid()).isEqualByComparingTo("90");
  }

  @Test
  void whatSomebodyFoundIsOneToo() {
    desk.on(calm("okx", 0));

    Notification told = desk.on(found("binance", "coinbase", "100", "101", 1)).getFirst();

    assertThat(told.type()).isEqualTo("signal.arbitrage");
    assertThat(data(told)).containsEntry("exchanges", List.of("binance", "coinbase"));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(1 + 5 * MINUTE));
  }

  @Test
  void withoutAMarketWhatSomebodyFoundIsADeadLetter() {
    desk.on(found("binance", "coinbase", "100", "101", 0));
    desk.on(calm("binance", 0));
    desk.on(found("binance", "coinbase", "100", "101", 60));

    assertThat(desk.rejected()).containsExactly("no_market", "no_market");
  }

  @Test
  void whatIsOpenAddsUp() {
    desk.on(calm("binance", 0), found("binance", "kraken", "100", "102", 1));

    Notification told = desk.on(found("coinbase", "kraken", "100.5", "103.02", 2)).getFirst();

    assertThat(data(told))
        .containsEntry("opportunities", 2)
        .containsEntry("confidence", "0.8500")
        .containsEntry("buy_price_range", Map.of("min", "100", "max", "100.5", "avg", "100.25"))
        .containsEntry("sell_price_range", Map.of("min", "102", "max", "103.02", "avg", "102.51"))
        .containsEntry("profit_range", Map.of("min", "0.0149", "max", "0.0302", "avg", "0.0225"))
        .containsEntry("strength", "strong");
  }

  @Test
  void quotesKnowBetterThanWhoFoundTheSamePair() {
    desk.on(calm("binance", 0), found("binance", "coinbase", "100", "104", 1));

    desk.on(quote("coinbase", "101", "102", 2));
    desk.on(quote("coinbase", "101", "102", 12), calm("binance", 12));

    assertThat(desk.signal().idea().profitPotential()).isEqualByComparingTo("0.01");
  }

  @Test
  void tooSmallAFindIsRememberedAndNotTold() {
    desk.on(calm("binance", 0));

    assertThat(desk.types(found("binance", "coinbase", "100", "100.49", 5))).isEmpty();
    desk.on(found("binance", "coinbase", "100", "103", 4));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.signals()).isEmpty();
  }

  @Test
  void whatIsOverWhenItComesIsStale() {
    desk.on(calm("binance", 400));
    desk.on(found("binance", "coinbase", "100", "101", 100), second(400));
    desk.on(found("binance", "coinbase", "100", "101", second(399), 300), second(400));

    assertThat(desk.stale()).isEqualTo(2);
  }

  @Test
  void aFindSaysUntilWhenButNotBeyondTheLifeOfASignal() {
    desk.on(calm("binance", 0), found("binance", "coinbase", "100", "101", second(30), 0));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(30));

    desk.on(found("binance", "coinbase", "100", "101", second(9_999), 1));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(1 + 15 * MINUTE));
  }

  @Test
  void aSymbolHasAnEndToItsExchangesAndPairs() {
    for (int i = 0; i < 33; i++) {
      desk.on(calm("e" + i, 0));
    }
    for (int i = 0; i < 33; i++) {
      desk.on(found("binance", "s" + i, "100", "101", 1));
    }

    assertThat(desk.rejected()).containsExactly("too_many_exchanges", "too_many_opportunities");
  }
}
