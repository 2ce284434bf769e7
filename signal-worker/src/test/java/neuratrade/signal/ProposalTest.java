package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.data;
import static neuratrade.signal.SignalFixtures.proposed;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strategies and models propose. */
class ProposalTest {

  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({"0.6, 1", "0.5999, 0", "1, 1", "0, 0"})
  void aProposalIsToldIfItIsConfidentEnough(String confidence, int told) {
    desk.on(calm("binance", 0));

    assertThat(desk.types(proposed("desk", Action.BUY, confidence, 1))).hasSize(told);
  }

  @Test
  void withoutAMarketItIsADeadLetter() {
    desk.on(proposed("desk", Action.BUY, "0.9", 0));

    assertThat(desk.rejected()).containsExactly("no_market");
  }

  @Test
  void aHoldChangesNothing() {
    desk.on(proposed("desk", Action.HOLD, "0.9", 0));
    assertThat(desk.isEmpty()).isTrue();
    desk.on(calm("binance", 0), proposed("s0", Action.BUY, "0.8", 1));
    Market before = desk.state();

    for (int i = 0; i < 17; i++) {
      assertThat(desk.types(proposed("s" + i, Action.HOLD, "0.8", 2))).isEmpty();
    }

    assertThat(desk.state()).isEqualTo(before);
    assertThat(desk.rejected()).isEmpty();
    assertThat(desk.stale()).isEqualTo(18);
  }

  @Test
  void sourcesThatAgreeMakeOneSignalAndThoseThatDoNotTwo() {
    desk.on(calm("binance", 0), proposed("a", Action.BUY, "0.8", 1));

    Notification both = desk.on(proposed("b", Action.BUY, "0.7", 2)).getFirst();
    Notification other = desk.on(proposed("c", Action.SELL, "0.7", 3)).getFirst();

    assertThat(data(both))
        .containsEntry("components", List.of("a", "b"))
        .containsEntry("confidence", "0.8500")
        .containsEntry("strength", "strong")
        .containsEntry("risk", "0.1700");
    assertThat(data(other))
        .containsEntry("components", List.of("c"))
        .containsEntry("action", "sell")
        .containsEntry("strength", "medium")
        .containsEntry("risk", "0.2000");
  }

  @Test
  void whoChangesHisMindAgreesNoMore() {
    desk.on(calm("binance", 0), proposed("a", Action.BUY, "0.8", 1));
    desk.on(proposed("a", Action.SELL, "0.8", 2));

    Notification told = desk.on(proposed("b", Action.BUY, "0.7", 3)).getFirst();

    assertThat(data(told)).containsEntry("components", List.of("b"));
    desk.on(proposed("a", Action.BUY, "0.9", 1), second(4));
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void whereverTheSymbolIsTradedIsOneSignalAsExchangesComeAndGo() {
    desk.on(calm("binance", 0), proposed("a", Action.BUY, "0.8", null, null, 1));
    desk.on(calm("coinbase", 2));

    assertThat(desk.types(proposed("a", Action.BUY, "0.8", null, null, 3))).isEmpty();

    assertThat(desk.signal().idea().exchanges()).containsExactly("binance", "coinbase");
  }

  @Test
  void theOrderInWhichExchangesAreNamedDoesNotMatter() {
    desk.on(
        calm("binance", 0),
        proposed("a", Action.BUY, "0.8", List.of("binance", "coinbase"), null, 1));

    assertThat(
            desk.types(proposed("a", Action.BUY, "0.8", List.of("coinbase", "binance"), null, 2)))
        .isEmpty();
    assertThat(desk.signals()).hasSize(1);
  }

  @Test
  void itLivesAsLongAsItSaysAndAQuarterOfAnHourAtMost() {
    desk.on(calm("binance", 0), proposed("a", Action.BUY, "0.8", null, second(20), 1));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(20));
    desk.on(proposed("a", Action.BUY, "0.8", null, second(99_999), 2));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(2 + 15 * MINUTE));
    desk.on(proposed("a", Action.BUY, "0.8", null, null, 3));
    assertThat(desk.signal().expiresAt()).isEqualTo(second(3 + 15 * MINUTE));

    desk.on(proposed("b", Action.BUY, "0.8", null, second(4), 4));
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void aSymbolHasAnEndToItsSources() {
    desk.on(calm("binance", 0));
    for (int i = 0; i < 17; i++) {
      desk.on(proposed("s" + i, Action.BUY, "0.8", 1));
    }

    assertThat(desk.rejected()).containsExactly("too_many_sources");
  }
}
