package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.HOUR;
import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.data;
import static neuratrade.signal.SignalFixtures.found;
import static neuratrade.signal.SignalFixtures.proposed;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How signals live, give way, end, and are told of. */
class SignalLifeTest {

  private final Desk desk = new Desk();

  @Test
  void aSignalEndsWhenItsTimeIsOver() {
    desk.on(calm("binance", 0), buy("a", 0));
    assertThat(desk.wakeAt()).isEqualTo(second(15 * MINUTE));

    assertThat(desk.wake(15 * MINUTE))
        .extracting(Notification::type, each -> each.data().get("reason"))
        .containsExactly(tuple("signal.expired", "expired"));

    assertThat(desk.signals()).isEmpty();
    assertThat(desk.wakeAt()).isEqualTo(second(24 * HOUR));
  }

  @Test
  void aRenewalMovesItsEndAndIsNotTold() {
    desk.on(calm("binance", 0), buy("a", 0));
    desk.on(calm("binance", 10 * MINUTE));

    assertThat(desk.types(buy("a", 10 * MINUTE))).isEmpty();

    assertThat(desk.wakeAt()).isEqualTo(second(25 * MINUTE));
  }

  @Test
  void whatEndedAMomentAgoComesBackQuietlyAndIsToldOnceItsWindowIsOver() {
    desk.on(calm("binance", 0));
    assertThat(desk.types(shortBuy(0, 30))).containsExactly("signal.proposed");
    assertThat(desk.wake(30)).hasSize(1);

    desk.on(calm("binance", 60));
    assertThat(desk.types(shortBuy(60, 90))).isEmpty();
    assertThat(desk.signal().isTold()).isFalse();
    assertThat(desk.wake(90)).as("nobody knew that it lived again").isEmpty();

    desk.on(calm("binance", 270));
    assertThat(desk.types(shortBuy(270, 1_000), shortBuy(299, 1_000))).isEmpty();
    assertThat(desk.types(calm("binance", 300), shortBuy(300, 1_000)))
        .containsExactly("signal.proposed");
    assertThat(desk.signal().isTold()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"299, 0", "300, 1"})
  void theWindowIsFiveMinutesFromTheLastRenewal(long second, int told) {
    desk.on(calm("binance", 0), shortBuy(0, 30));
    desk.wake(30);

    desk.on(calm("binance", second));

    assertThat(desk.types(shortBuy(second, 2_000))).hasSize(told);
  }

  @Test
  void aFourthTakesThePlaceOfTheWeakestIfItIsBetter() {
    desk.on(calm("binance", 0));
    desk.on(
        proposed("a", Action.BUY, "0.9", List.of("binance"), null, 1),
        found("binance", "coinbase", "100", "101", 2),
        proposed("b", Action.SELL, "0.61", List.of("binance"), null, 3));
    assertThat(desk.signals()).hasSize(3);

    List<Notification> worse =
        desk.on(proposed("b", Action.SELL, "0.6", List.of("Binance"), null, 4));
    assertThat(worse).isEmpty();

    List<Notification> better =
        desk.on(proposed("c", Action.BUY, "0.95", List.of("binance"), null, 5));
    assertThat(better)
        .extracting(Notification::type, each -> each.data().get("reason"))
        .containsExactly(tuple("signal.expired", "replaced"), tuple("signal.proposed", null));
    assertThat(data(better.getFirst())).containsEntry("components", List.of("b"));
    assertThat(desk.signals()).hasSize(3);
  }

  @Test
  void whatIsGoodEnoughToLiveButNotToBeToldIsToldOnceItIsBetter() {
    Desk strict = new Desk(SignalFixtures.rules(Map.of("tell-overall", "0.805")));
    strict.on(calm("binance", 0));

    assertThat(strict.types(proposed("a", Action.BUY, "0.6", 1))).isEmpty();
    assertThat(strict.signal().isTold()).isFalse();
    assertThat(strict.types(proposed("a", Action.BUY, "1", 2))).containsExactly("signal.proposed");
  }

  @Test
  void anEndIsNotToldOfWhatWasNotTold() {
    Desk strict = new Desk(SignalFixtures.rules(Map.of("tell-overall", "1")));
    strict.on(calm("binance", 0), buy("a", 1));

    assertThat(strict.signals()).hasSize(1);
    assertThat(strict.wake(HOUR)).isEmpty();
    assertThat(strict.signals()).isEmpty();
  }

  @Test
  void aSymbolIsForgottenADayAfterItsLastEvent() {
    desk.on(calm("binance", 0), candle("100", 10));
    assertThat(desk.wakeAt()).isEqualTo(second(10 * MINUTE + 24 * HOUR));

    assertThat(desk.wake(10 * MINUTE + 24 * HOUR)).isEmpty();

    assertThat(desk.isEmpty()).isTrue();
    desk.on(candle("100", 10), second(10 * MINUTE + 24 * HOUR));
    assertThat(desk.isEmpty()).as("and does not rise again").isTrue();
  }

  @Test
  void aLateTimerTellsAllThatIsOverAndForgets() {
    desk.on(calm("binance", 0), buy("a", 0), proposed("b", Action.SELL, "0.8", 1));

    assertThat(desk.wake(48 * HOUR))
        .extracting(Notification::type)
        .containsExactly("signal.expired", "signal.expired");
    assertThat(desk.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2000, 1", "10, 0"})
  void aThinMarketIsNotGoodEnough(String volume, int told) {
    desk.on(
        new QuoteReceived(
            "q",
            second(0),
            SignalFixtures.SYMBOL,
            "binance",
            BigDecimal.TEN,
            BigDecimal.TEN,
            BigDecimal.TEN,
            new BigDecimal(volume),
            null,
            null,
            null));

    assertThat(desk.types(buy("a", 1))).hasSize(told);
  }

  @Test
  void oneIdeaOnTwoSymbolsIsTwoSignals() {
    String one = Fingerprint.of(Kind.ARBITRAGE, "A/B", Side.BUY, List.of("x"), List.of("y", "z"));

    assertThat(one).matches("[0-9a-f]{64}");
    assertThat(one)
        .isEqualTo("86b962d794b6c9cc3ee29b7421041886ef63224728b443a68e071fbc439d649a")
        .isNotEqualTo(
            Fingerprint.of(Kind.ARBITRAGE, "A/C", Side.BUY, List.of("x"), List.of("y", "z")))
        .isNotEqualTo(
            Fingerprint.of(Kind.ARBITRAGE, "A/B", Side.BUY, List.of("x", "y"), List.of("z")));
  }

  @Test
  void theBrokersClockMayGoBackALittle() {
    desk.on(calm("binance", 10), second(10));
    desk.on(quote("coinbase", "101", "102", 8), second(8));

    assertThat(desk.signals()).hasSize(1);
    assertThat(desk.state().touchedAt()).isEqualTo(second(10));
  }

  private static SignalProposed buy(String source, long second) {
    return proposed(source, Action.BUY, "0.8", second);
  }

  private static SignalProposed shortBuy(long second, long until) {
    return proposed("a", Action.BUY, "0.8", List.of("binance"), second(until), second);
  }
}
