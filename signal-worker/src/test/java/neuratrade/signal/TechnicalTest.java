package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.data;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What indicators over candles show. */
class TechnicalTest {

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({"50, 1", "49, 0"})
  void fiftyCandlesAreNeeded(long drop, int crossings) {
    wave(1, drop - 1);

    List<String> components = components(candle("90", drop));

    assertThat(components.stream().filter("rsi_oversold"::equals)).hasSize(crossings);
  }

  @Test
  void rsiUnderItsLineIsToldOnceUntilItWasWellOverIt() {
    wave(1, 50);
    assertThat(components(candle("90", 51))).contains("rsi_oversold");
    assertThat(components(candle("89", 52))).doesNotContain("rsi_oversold");
    assertThat(stand().oversoldArmed()).isFalse();

    long minute = 53;
    for (int price = 90; !stand().oversoldArmed(); price++) {
      desk.on(candle(String.valueOf(price), minute++));
    }

    assertThat(components(candle("60", minute))).contains("rsi_oversold");
  }

  @Test
  void rsiOverItsLineIsTheMirrorImage() {
    wave(1, 50);

    assertThat(components(candle("110", 51))).contains("rsi_overbought");
    assertThat(components(candle("111", 52))).doesNotContain("rsi_overbought");
    assertThat(stand().overboughtArmed()).isFalse();
    assertThat(stand().oversoldArmed()).isTrue();
  }

  @Test
  void averagesAndMomentumCrossWhenThePriceTurns() {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (int minute = 1; minute <= 60; minute++) {
      desk.on(candle(String.valueOf(200 - minute), minute));
    }
    for (int minute = 61; minute <= 85; minute++) {
      up.addAll(components(candle(String.valueOf(80 + minute), minute)));
    }
    for (int minute = 86; minute <= 110; minute++) {
      down.addAll(components(candle(String.valueOf(250 - minute), minute)));
    }

    assertThat(up).containsOnlyOnce("golden_cross", "macd_bullish").doesNotContain("death_cross");
    assertThat(down)
        .containsOnlyOnce("death_cross", "macd_bearish", "rsi_oversold")
        .doesNotContain("golden_cross");
  }

  @Test
  void aPriceThatNeverMovedCrossesNothing() {
    for (int minute = 1; minute <= 70; minute++) {
      assertThat(components(candle("100", minute))).isEmpty();
    }
    assertThat(stand().oversoldArmed()).isTrue();
  }

  @Test
  void whatCrossesTogetherIsOneSignalASide() {
    wave(1, 50);
    desk.on(calm("binance", 51 * MINUTE));

    List<Notification> told = desk.on(candle("90", 51));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().type()).isEqualTo("signal.technical");
    assertThat(data(told.getFirst()))
        .containsEntry("action", "buy")
        .containsEntry("components", List.of("rsi_oversold"))
        .containsEntry("exchanges", List.of("binance"))
        .containsEntry("confidence", "0.7000")
        .containsEntry("profit_potential", "0.0200")
        .containsEntry("risk", "0.2000")
        .containsEntry("strength", "medium");
    // The averages crossed down with the same candle.
    assertThat(desk.state().evidence().crossings())
        .extracting(Crossing::component)
        .contains(Component.RSI_OVERSOLD, Component.DEATH_CROSS);
  }

  @Test
  void withoutFreshQuotesNothingIsToldAndTheCandleIsKept() {
    wave(1, 50);
    desk.on(calm("binance", 50 * MINUTE - 1));

    assertThat(desk.on(candle("90", 51))).isEmpty();

    assertThat(desk.state().shelf().series().getFirst().series().candles()).hasSize(51);
    assertThat(desk.rejected()).isEmpty();
  }

  @Test
  void theSameOnAnotherExchangeWithinFiveMinutesMakesItWider() {
    wave(1, 50);
    for (int minute = 1; minute <= 53; minute++) {
      desk.on(candle("coinbase", "1m", minute % 2 == 0 ? "100" : "100.2", minute));
    }
    desk.on(candle("90", 51));

    desk.on(calm("binance", 54 * MINUTE));
    Notification told = desk.on(candle("coinbase", "1m", "90", 54)).getFirst();

    assertThat(data(told)).containsEntry("exchanges", List.of("binance", "coinbase"));
    assertThat(desk.state().evidence().crossings())
        .filteredOn(each -> each.component() == Component.RSI_OVERSOLD)
        .extracting(Crossing::exchange)
        .containsExactly("binance", "coinbase");
  }

  @Test
  void aCorrectedCandleIsJudgedAgainstWhatWasBeforeIt() {
    wave(1, 50);
    Stand before = stand();
    assertThat(components(candle("90", 51))).contains("rsi_oversold");

    CandleClosed correction = corrected("100.1", 51);
    assertThat(desk.types(correction)).isEmpty();

    assertThat(stand()).isEqualTo(before);
    assertThat(components(candle("90", 52))).contains("rsi_oversold");
    assertThat(desk.state().shelf().series().getFirst().series().candles()).hasSize(52);
  }

  @Test
  void whatACorrectionTakesBackIsNoLongerEvidence() {
    wave(1, 50);
    for (int minute = 1; minute <= 51; minute++) {
      desk.on(candle("coinbase", "1m", minute % 2 == 0 ? "100" : "100.2", minute));
    }
    desk.on(candle("90", 51), corrected("100.1", 51), calm("binance", 52 * MINUTE));

    Notification told = desk.on(candle("coinbase", "1m", "90", 52)).getFirst();

    assertThat(data(told)).containsEntry("exchanges", List.of("coinbase"));
    assertThat(desk.state().evidence().crossings())
        .filteredOn(each -> each.component() == Component.RSI_OVERSOLD)
        .extracting(Crossing::exchange)
        .containsExactly("coinbase");
  }

  @Test
  void aCorrectionTakesBackNothingOfOtherSeriesAndCandles() {
    wave(1, 50);
    for (int minute = 1; minute <= 50; minute++) {
      desk.on(candle("coinbase", "1m", minute % 2 == 0 ? "100" : "100.2", minute));
    }
    desk.on(candle("90", 51), candle("coinbase", "1m", "90", 51), candle("90", 52));
    List<Crossing> before = desk.state().evidence().crossings();
    assertThat(before).extracting(Crossing::exchange).contains("binance", "coinbase");

    desk.on(corrected("90.1", 52));

    assertThat(desk.state().evidence().crossings()).isEqualTo(before);
  }

  @Test
  void aLateOrRepeatedCandleChangesNothing() {
    desk.on(candle("100", 5));
    Market before = desk.state();

    desk.on(candle("101", 4), second(5 * MINUTE));
    desk.on(candle("102", 5), second(6 * MINUTE));
    desk.on(candle("coinbase", "1m", "100", 1), second(24 * 60 * MINUTE + MINUTE));

    assertThat(desk.stale()).isEqualTo(3);
    assertThat(desk.state()).isEqualTo(before);
  }

  @Test
  void whatCrossedLongAgoIsNotNewsBecauseItIsToldNow() {
    wave(1, 50);
    desk.on(calm("binance", 90 * MINUTE));

    List<Notification> told = desk.on(late(candle("90", 51), 90));

    assertThat(told).isEmpty();
    assertThat(desk.state().evidence().crossings())
        .filteredOn(each -> each.component() == Component.RSI_OVERSOLD)
        .extracting(Crossing::at)
        .containsExactly(second(51 * MINUTE));
  }

  @Test
  void aLateCandleMayCrossBothWays() {
    wave(1, 50);
    desk.on(calm("binance", 57 * MINUTE));

    List<Notification> told = desk.on(late(candle("110", 51), 57));

    assertThat(told).extracting(each -> data(each).get("action")).containsExactly("buy", "sell");
  }

  @Test
  void volatilityIsThatOfTheShortestTimeframeThatIsStillHeardOf() {
    desk.on(candle("binance", "5m", "100", 5), candle("binance", "1m", "200", 5));
    Shelf shelf = desk.state().shelf();

    assertThat(shelf.volatility(24, second(5 * MINUTE))).isEqualByComparingTo("0.005");
    desk.on(calm("binance", 20 * 60 * MINUTE), candle("binance", "5m", "100", 20 * 60));
    shelf = desk.state().shelf();
    assertThat(shelf.volatility(24, second(24 * 60 * MINUTE + 5 * MINUTE)))
        .isEqualByComparingTo("0.01");
    assertThat(Shelf.EMPTY.volatility(24, second(0))).isNull();
  }

  @Test
  void sixtyCandlesAreKept() {
    wave(1, 75);

    CandleSeries series = desk.state().shelf().series().getFirst().series();
    assertThat(series.candles()).hasSize(60);
    assertThat(series.candles().getFirst().openTime()).isEqualTo(second(15 * MINUTE));
  }

  @Test
  void aSymbolHasAnEndToItsSeriesAndTheGivenUpMakeRoom() {
    for (int i = 0; i < 32; i++) {
      desk.on(candle("e" + i, "1m", "100", 1 + i));
    }
    desk.on(candle("late", "1m", "100", 60));
    assertThat(desk.rejected()).containsExactly("too_many_series");

    long dayLater = 24 * 60 + 1;
    desk.on(calm("binance", dayLater * MINUTE - 90));
    desk.on(candle("late", "1m", "100", dayLater));

    assertThat(desk.rejected()).hasSize(1);
    assertThat(desk.state().shelf().series())
        .hasSize(32)
        .extracting(Shelved::exchange)
        .contains("late", "e1")
        .doesNotContain("e0");
  }

  /** Prices that go up and down by a little and lead nowhere. */
  private void wave(long from, long to) {
    for (long minute = from; minute <= to; minute++) {
      desk.on(candle(minute % 2 == 0 ? "100" : "100.2", minute));
    }
  }

  private static CandleClosed corrected(String close, long minute) {
    CandleClosed candle = candle(close, minute);
    return like(candle, candle.id() + "-again", candle.occurredAt());
  }

  /** As if it closed only now. */
  private static CandleClosed late(CandleClosed candle, long minute) {
    return like(candle, candle.id(), second(minute * MINUTE));
  }

  private static CandleClosed like(CandleClosed candle, String id, Instant occurredAt) {
    return new CandleClosed(
        id,
        occurredAt,
        candle.symbol(),
        candle.exchange(),
        candle.timeframe(),
        candle.openTime(),
        candle.open(),
        candle.high(),
        candle.low(),
        candle.close(),
        candle.volume());
  }

  private Stand stand() {
    return desk.state().shelf().series().getFirst().series().stand();
  }

  /** What crosses with a candle. */
  private List<String> components(CandleClosed candle) {
    desk.on(candle);
    return desk.state().evidence().crossings().stream()
        .filter(each -> each.at().equals(candle.occurredAt()))
        .map(each -> each.component().text())
        .toList();
  }
}
