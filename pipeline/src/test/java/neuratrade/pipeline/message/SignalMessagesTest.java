package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalMessagesTest {

  private static final String TOPIC = "signal.events";
  private static final Instant NOON = Instant.parse("2026-11-23T09:30:00Z");
  private static final Instant BROKER = Instant.parse("2026-11-23T09:30:01Z");
  private static final String SYMBOL = "BTC/USDT";

  private final SignalEventDecoder decoder = new SignalEventDecoder();

  static Stream<Arguments> signalEvents() {
    return Stream.of(
        Arguments.of(
            "quote_received",
            new QuoteReceived(
                "s-1",
                NOON,
                SYMBOL,
                "binance",
                new BigDecimal("86999.5"),
                new BigDecimal("87000.25"),
                new BigDecimal("87000"),
                new BigDecimal("1250.75"),
                new BigDecimal("12.5"),
                new BigDecimal("9"),
                new BigDecimal("-2.35"))),
        Arguments.of(
            "candle_closed",
            new CandleClosed(
                "s-2",
                NOON,
                SYMBOL,
                "binance",
                new Timeframe("15m"),
                NOON.minus(Duration.ofMinutes(15)),
                new BigDecimal("87000"),
                new BigDecimal("87010.5"),
                new BigDecimal("86900.25"),
                new BigDecimal("86950"),
                new BigDecimal("31.5"))),
        Arguments.of(
            "arbitrage_found",
            new ArbitrageFound(
                "s-3",
                NOON,
                SYMBOL,
                "binance",
                "coinbase",
                new BigDecimal("87000"),
                new BigDecimal("87609"),
                new BigDecimal("0.5"),
                NOON.plus(Duration.ofMinutes(3)))),
        Arguments.of(
            "signal_proposed",
            new SignalProposed(
                "s-4",
                NOON,
                SYMBOL,
                Action.BUY,
                new BigDecimal("0.82"),
                "momentum-1",
                List.of("binance", "coinbase"),
                "Volume rose with the price.",
                NOON.plus(Duration.ofMinutes(10)))));
  }

  @ParameterizedTest
  @MethodSource("signalEvents")
  void anEventIsReadAndWrittenAsItsGoldenFile(String type, SignalEvent event)
      throws UnreadableException {
    String golden = Golden.text(TOPIC, type);

    assertThat(decode(golden)).isEqualTo(event);
    assertThat(new String(Json.write(event), UTF_8)).isEqualTo(golden);
    assertThat(Golden.violations(TOPIC, type, golden)).isEmpty();
    assertThat(event.aggregate()).isEqualTo(SYMBOL);
  }

  @ParameterizedTest
  @MethodSource("signalEvents")
  void anUnknownFieldIsIgnoredWhateverItHolds(String type, SignalEvent event)
      throws UnreadableException {
    String message =
        "{\"later\":{\"ä\":[1,{\"type\":\"x\"}]}," + Golden.text(TOPIC, type).substring(1);

    assertThat(decode(message)).isEqualTo(event);
    assertThat(Golden.violations(TOPIC, type, message)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quote_received  | exchange,bid,ask,last,volume_24h                          | bid_depth,ask_depth,change_24h_percent
          candle_closed   | exchange,timeframe,open_time,open,high,low,close,volume   |
          arbitrage_found | buy_exchange,sell_exchange,buy_price,sell_price           | volume,expires_at
          signal_proposed | action,confidence,source                                  | exchanges,reasoning,expires_at
          """)
  void decoderAndSchemaAgreeOnWhatIsNeeded(String type, String needed, String optional)
      throws UnreadableException {
    String golden = Golden.text(TOPIC, type);
    List<String> names = new ArrayList<>(List.of("type", "id", "occurred_at", "symbol"));
    names.addAll(List.of(needed.split(",")));
    for (String name : names) {
      String without = golden.replaceFirst("\"" + name + "\":", "\"other\":");

      assertThat(refusal(without).reason()).as(name).isEqualTo(Reason.MISSING_FIELD);
      assertThat(refusal(without).detail()).isEqualTo(name + " is missing");
      assertThat(Golden.violations(TOPIC, type, without)).as(name).isNotEmpty();
    }
    for (String name : optional == null ? new String[0] : optional.split(",")) {
      String without = golden.replaceFirst("\"" + name + "\":", "\"other\":");

      assertThat(decode(without).id()).as(name).startsWith("s-");
      assertThat(Golden.violations(TOPIC, type, without)).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          quote_received  | symbol      | "BTC"        | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | symbol      | "btc/usdt"   | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | symbol      | "BTC/"       | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | symbol      | "/USDT"      | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | symbol      | "A/B/C"      | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | symbol      | "A#B/C"      | symbol is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -
          quote_received  | exchange    | "all"        | exchange is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'
          quote_received  | exchange    | "ALL"        | exchange is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'
          quote_received  | exchange    | "a:b"        | exchange is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'
          quote_received  | bid         | 0            | bid is not above zero
          quote_received  | ask         | -1           | ask is not above zero
          quote_received  | last        | "0.0"        | last is not above zero
          quote_received  | bid         | 87000.26     | bid is above ask
          quote_received  | volume_24h  | -1           | volume_24h is below zero
          quote_received  | bid_depth   | -0.1         | bid_depth is below zero
          quote_received  | ask_depth   | "x"          | ask_depth is not a decimal number
          quote_received  | change_24h_percent | {}    | change_24h_percent is not a decimal number
          candle_closed   | timeframe   | "15M"        | timeframe is not 1 to 999 and one of m, h, d, w
          candle_closed   | timeframe   | "0m"         | timeframe is not 1 to 999 and one of m, h, d, w
          candle_closed   | timeframe   | "1000m"      | timeframe is not 1 to 999 and one of m, h, d, w
          candle_closed   | timeframe   | "m"          | timeframe is not 1 to 999 and one of m, h, d, w
          candle_closed   | open_time   | "2026-11-23T09:30:00.001Z" | open_time is after occurred_at
          candle_closed   | open        | 86900.24     | open is not within low and high
          candle_closed   | close       | 87010.51     | close is not within low and high
          candle_closed   | high        | 86900        | open is not within low and high
          candle_closed   | low         | 0            | low is not above zero
          candle_closed   | volume      | -1           | volume is below zero
          arbitrage_found | buy_price   | 0            | buy_price is not above zero
          arbitrage_found | sell_exchange | "binance"  | sell_exchange is the same as buy_exchange
          arbitrage_found | sell_exchange | "Binance"  | sell_exchange is the same as buy_exchange
          arbitrage_found | expires_at  | "soon"       | expires_at is not an RFC 3339 time such as 2026-01-31T09:30:00Z
          signal_proposed | action      | "BUY"        | action is none of buy, sell, hold
          signal_proposed | confidence  | 1.0001       | confidence is above 1
          signal_proposed | confidence  | -0.1         | confidence is below zero
          signal_proposed | source      | ""           | source is not 1 to 64 characters
          signal_proposed | exchanges   | "binance"    | exchanges is not an array
          signal_proposed | exchanges   | [1]          | exchanges are not different names of 1 to 64 of A-Z a-z 0-9 _ . -
          signal_proposed | exchanges   | ["a","a"]    | exchanges are not different names of 1 to 64 of A-Z a-z 0-9 _ . -
          signal_proposed | exchanges   | ["a","A"]    | exchanges are not different names of 1 to 64 of A-Z a-z 0-9 _ . -
          signal_proposed | exchanges   | [["a"]]      | exchanges are not different names of 1 to 64 of A-Z a-z 0-9 _ . -
          signal_proposed | exchanges   | ["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"] | exchanges has more than 16 names
          signal_proposed | reasoning   | ""           | reasoning is not 1 to 1024 characters
          """)
  void aBadFieldIsRefusedInWords(String type, String field, String value, String detail) {
    UnreadableException refusal = refusal(with(type, field, value));

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(refusal.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "quote_received, bid",
    "quote_received, volume_24h",
    "quote_received, change_24h_percent",
    "candle_closed, volume",
    "arbitrage_found, volume",
    "signal_proposed, confidence"
  })
  void aNumberBeyondBoundsIsRefusedBeforeAnyArithmetic(String type, String field) {
    for (String value : List.of("1e19", "1e-19", "1e99999999", "9".repeat(39))) {
      assertThat(refusal(with(type, field, "\"" + value + "\"")).reason())
          .isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    }
  }

  @Test
  void theEdgesAreTaken() throws UnreadableException {
    QuoteReceived quote = (QuoteReceived) decode(with("quote_received", "bid", "87000.25"));
    assertThat(quote.bid()).isEqualTo(quote.ask());
    CandleClosed candle =
        (CandleClosed) decode(with("candle_closed", "open_time", "\"2026-11-23T09:30:00Z\""));
    assertThat(candle.openTime()).isEqualTo(candle.occurredAt());
    assertThat(((SignalProposed) decode(with("signal_proposed", "confidence", "1"))).confidence())
        .isEqualByComparingTo("1");
    assertThat(((SignalProposed) decode(with("signal_proposed", "confidence", "0"))).confidence())
        .isEqualByComparingTo("0");
    String longest = "\"" + "A".repeat(32) + "/" + "0".repeat(32) + "\"";
    assertThat(decode(with("quote_received", "symbol", longest)).symbol()).hasSize(65);
  }

  @Test
  void anExchangeIsTheSameInWhateverCaseItIsWritten() throws UnreadableException {
    QuoteReceived quote = (QuoteReceived) decode(with("quote_received", "exchange", "\"Gate.IO\""));
    CandleClosed candle = (CandleClosed) decode(with("candle_closed", "exchange", "\"OKX\""));
    ArbitrageFound found =
        (ArbitrageFound)
            decode(with("arbitrage_found", "buy_exchange\":\"Kraken\",\"sell_exchange", "\"OKX\""));
    SignalProposed proposal =
        (SignalProposed) decode(with("signal_proposed", "exchanges", "[\"Kraken\",\"OKX\"]"));

    assertThat(quote.exchange()).isEqualTo("gate.io");
    assertThat(candle.exchange()).isEqualTo("okx");
    assertThat(found.buyExchange()).isEqualTo("kraken");
    assertThat(found.sellExchange()).isEqualTo("okx");
    assertThat(proposal.exchanges()).containsExactly("kraken", "okx");
  }

  @ParameterizedTest
  @CsvSource({"1m, PT1M", "15m, PT15M", "4h, PT4H", "1d, PT24H", "1w, PT168H", "999m, PT16H39M"})
  void aTimeframeKnowsHowLongItIs(String text, Duration duration) {
    assertThat(new Timeframe(text).duration()).isEqualTo(duration);
  }

  @Test
  void whatIsNoTimeframeCannotBeMadeOne() {
    assertThatThrownBy(() -> new Timeframe("4H"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4H is no timeframe such as 15m, 4h or 1d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheBytesTheAnswerIsAnEventOrAReason(long seed) {
    Garbled.eachIsTakenOrRefusedWithADetail(
        seed,
        TOPIC,
        signalEvents(),
        message -> {
          SignalEvent event = decoder.decode(message, BROKER);
          assertThat(event.symbol()).matches("[A-Z0-9._-]{1,32}/[A-Z0-9._-]{1,32}");
          assertThat(decode(new String(Json.write(event), UTF_8)).id()).isEqualTo(event.id());
        });
  }

  private SignalEvent decode(String message) throws UnreadableException {
    return decoder.decode(message.getBytes(UTF_8), BROKER);
  }

  private UnreadableException refusal(String message) {
    return requireNonNull(
        catchThrowableOfType(UnreadableException.class, () -> decode(message)), "it was taken");
  }

  /** The golden event, in which {@code field}, last and thus decisive, is {@code value}. */
  private static String with(String type, String field, String value) {
    String golden = Golden.text(TOPIC, type);
    return "%s,\"%s\":%s}".formatted(golden.substring(0, golden.length() - 1), field, value);
  }
}
