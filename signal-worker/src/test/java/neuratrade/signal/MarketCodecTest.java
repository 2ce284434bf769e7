package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static neuratrade.signal.SignalFixtures.SYMBOL;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.found;
import static neuratrade.signal.SignalFixtures.proposed;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.properties.Encoded;
import neuratrade.signal.SignalFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarketCodecTest {

  private final MarketCodec codec = new MarketCodec();
  private final Desk desk = new Desk();

  @Test
  void othersSeeALiveSignalAsTheDesignSaysAndNothingElse() {
    desk.on(calm("binance", 0), quote("coinbase", "101", "102", 1), candle("100", 1));
    String fingerprint = desk.signal().fingerprint();

    List<Part> parts = written(null, desk.state());

    assertThat(parts)
        .extracting(Part::name)
        .containsExactly("", "candles:binance:1m", "signal:" + fingerprint);
    assertThat(text(parts.getLast().value()))
        .isEqualTo(
            """
            {"symbol":"BTC/USDT","fingerprint":"%s","kind":"arbitrage","action":"buy",\
            "strength":"medium","confidence":"0.8000","profit_potential":"0.0100",\
            "risk":"0.0800","exchanges":["binance","coinbase"],"components":["cross_exchange"],\
            "quality":"0.7967","expires_at":"2026-11-23T09:35:01Z","version":1842}\
            """
                .formatted(fingerprint));
    assertThat(parts.subList(0, 2))
        .allSatisfy(each -> assertThat(text(each.value())).isEqualTo("{}"));
  }

  @Test
  void aQuoteWritesQuotesAloneAndACandleItsSeries() {
    desk.on(calm("binance", 0), candle("100", 1), candle("coinbase", "5m", "100", 1));
    desk.on(calm("binance", 61), found("binance", "okx", "100", "100.1", 62));
    Market first = desk.state();

    desk.on(calm("binance", 63));
    Market second = desk.state();
    assertThat(written(first, second)).extracting(Part::name).containsExactly("");

    desk.on(candle("101", 2));
    assertThat(written(second, desk.state()))
        .extracting(Part::name)
        .containsExactly("", "candles:binance:1m");
    assertThat(written(second, second)).isEmpty();
  }

  @Test
  void whatIsNoMoreIsATombstone() {
    desk.on(calm("binance", 0), proposed("a", Action.BUY, "0.8", 1), candle("100", 1));
    Market before = desk.state();
    String signal = "signal:" + desk.signal().fingerprint();
    desk.wake(3_600);

    assertThat(forgotten(before, desk.state())).containsExactly(signal);
    assertThat(written(before, desk.state())).extracting(Part::name).containsExactly("");
    assertThat(forgotten(before, null))
        .containsExactly("", "evidence", "candles:binance:1m", signal);
    assertThat(forgotten(null, null)).isEmpty();
    assertThat(forgotten(null, before)).isEmpty();
  }

  @Test
  void aStoredMarketIsReadBackAsItWasInWhateverOrderItsPartsCome() {
    Market market = full();
    List<Part> parts = new ArrayList<>(written(null, market));
    assertThat(parts).hasSizeGreaterThan(5);

    assertThat(codec.decode(SYMBOL, parts)).isEqualTo(market);
    assertThat(codec.decode(SYMBOL, parts.reversed())).isEqualTo(market);
  }

  @Test
  void candlesAreReadWhenAnEventAsksForThem() {
    Market market = codec.decode(SYMBOL, written(null, full()));
    assertThat(market.shelf().series()).hasSize(2).noneMatch(Shelved::isRead);

    Step<Market> quoted =
        new SignalFold(SignalFixtures.rules()).apply(market, calm("binance", 6_000), second(6_000));

    Market next = requireNonNull(((Step.Changed<Market>) quoted).state());
    assertThat(written(market, next)).extracting(Part::name).containsExactly("");
    assertThat(next.shelf().series()).noneMatch(Shelved::isRead);
  }

  @Test
  void fieldsOfALaterReleaseAreIgnored() {
    Market market = full();
    List<Part> parts =
        written(null, market).stream()
            .map(each -> {
              byte[] internal = requireNonNull(each.internal());
              return new Part(
                  each.name(), each.value(), Arrays.copyOf(internal, internal.length + 20));
            })
            .toList();
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part("later:x", "{}".getBytes(UTF_8), new byte[0]));

    assertThat(codec.decode(SYMBOL, more)).isEqualTo(market);
  }

  @Test
  void aStateWithoutItsInternalHeaderIsRefused() {
    Part part = new Part("", "{}".getBytes(UTF_8), null);

    assertThatThrownBy(() -> codec.decode(SYMBOL, List.of(part)))
        .hasMessage("the state '' of BTC/USDT lacks its header 'internal'");
  }

  /** Something of everything. */
  private Market full() {
    for (long minute = 1; minute <= 50; minute++) {
      desk.on(candle(minute % 2 == 0 ? "100" : "100.2", minute));
    }
    long at = 51 * 60;
    desk.on(candle("coinbase", "5m", "100", 51), calm("binance", at), candle("90", 51));
    desk.on(
        quote("coinbase", "101", "102", at + 1),
        proposed("a", Action.BUY, "0.8", null, second(at + 5), at + 2),
        proposed("b", Action.SELL, "0.123", at + 2),
        found("kraken", "okx", "100", "100.1", at + 2));
    assertThat(desk.wake(at + 5)).hasSize(1);
    assertThat(desk.state().evidence().muted()).hasSize(1);
    assertThat(desk.signals()).hasSize(2);
    return desk.state();
  }

  private List<Part> written(@Nullable Market before, @Nullable Market after) {
    return encoded(before, after).parts();
  }

  private List<String> forgotten(@Nullable Market before, @Nullable Market after) {
    return encoded(before, after).forgotten();
  }

  private Encoded encoded(@Nullable Market before, @Nullable Market after) {
    return Encoded.by(codec, before, after, 1842, second(60));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
