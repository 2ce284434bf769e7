package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T09:30:00Z");
  private static final Instant BROKER = Instant.parse("2026-11-23T09:30:01Z");
  private static final String DIGITS = "1234567890".repeat(1_000);

  private final RiskEventDecoder decoder = new RiskEventDecoder();

  static Stream<Arguments> riskEvents() {
    return Stream.of(
        Arguments.of(
            "equity_reported",
            new EquityReported(
                "e-77120", NOON, "42", new BigDecimal("-848.25"), new BigDecimal("900"), 3)),
        Arguments.of(
            "cash_moved",
            new CashMoved(
                "c-1",
                NOON.plusMillis(250),
                "-100123",
                new BigDecimal("-250.5"),
                new BigDecimal("600"),
                new BigDecimal("600"))),
        Arguments.of(
            "halt_requested", new HaltRequested("h-1", NOON, "desk.7", "odd fills", "ops@desk")),
        Arguments.of(
            "resume_requested", new ResumeRequested("r-1", NOON, "42", "ops", false, true)),
        Arguments.of(
            "peak_reset", new PeakReset("p-1", NOON, "42", new BigDecimal("1200.75"), "ops")),
        Arguments.of(
            "trade_closed",
            new TradeClosed("t-1", NOON, "42", "fill-9", new BigDecimal("-12.5"), "scalping")),
        Arguments.of("limits_set", new LimitsSet("l-1", NOON, "42", limits(), "ops")),
        Arguments.of(
            "kill_switch_set", new KillSwitchSet("k-1", NOON, true, "exchange is down", "ops")));
  }

  private static Map<String, @Nullable String> limits() {
    Map<String, @Nullable String> limits = new LinkedHashMap<>();
    limits.put("halt_drawdown", "0.2");
    limits.put("auto_resume", "true");
    limits.put("lock", null);
    return limits;
  }

  @ParameterizedTest
  @MethodSource("riskEvents")
  void anEventIsReadAndWrittenAsItsGoldenFile(String type, RiskEvent event)
      throws UnreadableException {
    String golden = Golden.text("risk.events", type);

    assertThat(decode(golden)).isEqualTo(event);
    assertThat(new String(Json.write(event), UTF_8)).isEqualTo(golden);
    assertThat(Golden.violations("risk.events", type, golden)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("riskEvents")
  void anUnknownFieldIsIgnoredWhateverItHolds(String type, RiskEvent event)
      throws UnreadableException {
    String golden = Golden.text("risk.events", type).substring(1);
    String later = "{\"later\":{\"a\":[1,{\"type\":\"x\"}]},";

    assertThat(decode(later + golden)).isEqualTo(event);
    assertThat(decode(later + "\"bomb\":" + DIGITS + "," + golden)).isEqualTo(event);
    assertThat(Golden.violations("risk.events", type, later + golden)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("riskEvents")
  void everyFieldButTheOptionalOnesIsNeededByDecoderAndSchemaAlike(String type, RiskEvent event)
      throws UnreadableException {
    List<String> optional =
        List.of("balance", "open_positions", "rebase", "override_daily", "strategy");
    String golden = Golden.text("risk.events", type);
    int needed = 0;
    // At the commas between fields, which are followed by a name and are in no object.
    for (String field :
        golden.substring(1, golden.length() - 1).split(",(?=\"[a-z_]+\":)(?![^{]*})")) {
      String name = field.substring(1, field.indexOf('"', 1));
      String without = golden.replace(field, "\"other\":1");

      if (optional.contains(name)) {
        assertThat(decode(without)).isNotEqualTo(event);
        assertThat(Golden.violations("risk.events", type, without)).isEmpty();
      } else {
        needed++;
        assertThat(refusal(without).reason()).as(name).isEqualTo(Reason.MISSING_FIELD);
        assertThat(refusal(without).detail()).isEqualTo(name + " is missing");
        assertThat(Golden.violations("risk.events", type, without)).as(name).isNotEmpty();
      }
    }
    assertThat(needed).isGreaterThanOrEqualTo(5);
  }

  @Test
  void whatIsOptionalHasItsDefault() throws UnreadableException {
    assertThat(
            decode(
                """
                {"type":"equity_reported","id":"e","occurred_at":"2026-11-23T09:30:00Z",\
                "account_id":"42","equity":1000.50,"balance":null}\
                """))
        .isEqualTo(new EquityReported("e", NOON, "42", new BigDecimal("1000.50"), null, null));
    assertThat(
            decode(
                """
                {"type":"resume_requested","id":"r","occurred_at":"2026-11-23T09:30:00Z",\
                "account_id":"42","requested_by":"ops"}\
                """))
        .isEqualTo(new ResumeRequested("r", NOON, "42", "ops", true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id             | ""                     | INVALID_FIELD
          id             | 17                     | INVALID_FIELD
          id             | "\\ud800"              | INVALID_FIELD
          id             | "x\\udc00y"            | INVALID_FIELD
          type           | "equity"               | UNKNOWN_TYPE
          type           | 1                      | INVALID_FIELD
          account_id     | "all"                  | INVALID_FIELD
          account_id     | "4 2"                  | INVALID_FIELD
          account_id     | "42/../7"              | INVALID_FIELD
          account_id     | 42                     | INVALID_FIELD
          account_id     | null                   | MISSING_FIELD
          occurred_at    | "yesterday"            | INVALID_FIELD
          occurred_at    | 1764000000             | INVALID_FIELD
          occurred_at    | "2026-11-23T09:35:01.000000001Z" | FROM_THE_FUTURE
          occurred_at    | "9999-12-31T23:59:59Z" | FROM_THE_FUTURE
          equity         | "many"                 | INVALID_FIELD
          equity         | ""                     | INVALID_FIELD
          equity         | " 1"                   | INVALID_FIELD
          equity         | "0x10"                 | INVALID_FIELD
          equity         | "NaN"                  | INVALID_FIELD
          equity         | true                   | INVALID_FIELD
          equity         | [1]                    | INVALID_FIELD
          equity         | {}                     | INVALID_FIELD
          equity         | 1e19                   | NUMBER_OUT_OF_RANGE
          equity         | "1e-19"                | NUMBER_OUT_OF_RANGE
          equity         | 1e99999999             | NUMBER_OUT_OF_RANGE
          equity         | "1e99999999"           | NUMBER_OUT_OF_RANGE
          equity         | "-1e-99999999"         | NUMBER_OUT_OF_RANGE
          equity         | 1e99999999999          | NUMBER_OUT_OF_RANGE
          equity         | "1.5E+99999999999"     | NUMBER_OUT_OF_RANGE
          equity         | "123456789012345678901234567890123456789" | NUMBER_OUT_OF_RANGE
          balance        | "1e99"                 | NUMBER_OUT_OF_RANGE
          open_positions | -1                     | INVALID_FIELD
          open_positions | 1.5                    | INVALID_FIELD
          open_positions | "3"                    | INVALID_FIELD
          open_positions | 3000000000             | INVALID_FIELD
          """)
  void aBadFieldIsRefusedWithItsReason(String field, String value, Reason reason) {
    UnreadableException refusal = refusal(equityWith(field, value));

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.detail()).containsAnyOf(field, "no event is called equity");
    assertThat(refusal.detail().length()).isLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cash_moved | equity | "-0.01" | equity is below zero
          peak_reset | peak   | 0       | peak is not above zero
          peak_reset | peak   | "-1"    | peak is not above zero
          """)
  void aNumberOnTheWrongSideOfZeroIsRefused(
      String type, String field, String value, String detail) {
    String message =
        Golden.text("risk.events", type)
            .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"%s\":%s".formatted(field, value));

    assertThat(refusal(message).reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(refusal(message).detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"lock":1.50,"auto_resume":false,"basis":null} | lock=1.50, auto_resume=false, basis=null
          {} | ``
          {"halt_drawdown":1e99999999,"unheard_of":"x"} | halt_drawdown=1e99999999, unheard_of=x
          """)
  void limitsAreReadAsTheirTexts(String json, String read) throws UnreadableException {
    LimitsSet set = (LimitsSet) decode(limitsSet(json));

    assertThat(set.limits()).hasToString("{" + read + "}");
  }

  @Test
  void limitsThatAreNoSingleValuesAreRefused() {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "\"k%d\":1".formatted(i)).collect(joining(","));
    for (String json :
        List.of(
            "[]",
            "1",
            "{\"lock\":{}}",
            "{\"lock\":[1]}",
            "{\"lock\":\"" + "1".repeat(65) + "\"}",
            "{\"lock\":" + "1".repeat(65) + "}",
            "{\"" + "k".repeat(65) + "\":1}",
            "{" + many + "}")) {
      assertThat(refusal(limitsSet(json)).reason()).as(json).isEqualTo(Reason.INVALID_FIELD);
    }
  }

  private static String limitsSet(String limits) {
    return Golden.text("risk.events", "limits_set")
        .replaceFirst("\\{\"halt_drawdown[^}]*}", Matcher.quoteReplacement(limits));
  }

  @Test
  @Timeout(10)
  void tenThousandDigitsAreRefusedAtOnce() {
    for (String bomb :
        List.of(
            DIGITS,
            "\"" + DIGITS + "\"",
            "0." + "0".repeat(10_000) + "1",
            "\"0." + "0".repeat(10_000) + "1\"",
            "-" + DIGITS + "." + DIGITS + "e" + DIGITS)) {
      assertThat(refusal(equityWith("equity", bomb)).reason())
          .isEqualTo(Reason.NUMBER_OUT_OF_RANGE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999999999999999999999",
    "0.000000000000000001",
    "1e18",
    "-1E-18",
    "+5",
    "-0"
  })
  void theLargestAndSmallestNumbersAreTaken(String number) throws UnreadableException {
    EquityReported report = (EquityReported) decode(equityWith("equity", "\"" + number + "\""));

    assertThat(report.equity()).isEqualTo(new BigDecimal(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``
          {
          {"type":"equity_reported"
          {"type" "x"}
          {"type":'x'}
          {"type":"x"} {}
          {"equity":01}
          {"equity":NaN}
          []
          "text"
          17
          null
          """)
  void whatIsNoJsonObjectIsMalformed(String message) {
    assertThat(refusal(message).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    byte[] message = equityWith("id", "\"xyz\"").getBytes(UTF_8);
    message[new String(message, UTF_8).indexOf("xyz") + 1] = (byte) 0xff;

    assertThat(refusal(message).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void nestingHasAnEnd() {
    String deep = equityWith("later", "[".repeat(100_000) + "]".repeat(100_000));

    assertThat(refusal(deep).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void moreThanSixtyFourFieldsAreRefused() {
    String many = equityWith("later", "1" + ",\"x\":1".repeat(60));

    assertThat(refusal(many).reason()).isEqualTo(Reason.INVALID_FIELD);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T09:30:00.999Z, 2026-11-23T09:30:00.999Z, false",
    "2026-11-23T09:30:01Z, 2026-11-23T09:30:01Z, false",
    "2026-11-23T09:30:01.000000001Z, 2026-11-23T09:30:01Z, true",
    "2026-11-23T09:35:01Z, 2026-11-23T09:30:01Z, true",
  })
  void aTimeAheadOfTheBrokerIsTakenAsTheBrokers(String occurredAt, Instant taken, boolean ahead)
      throws UnreadableException {
    RiskEvent event = decode(equityWith("occurred_at", "\"" + occurredAt + "\""));

    assertThat(event.occurredAt()).isEqualTo(taken);
    assertThat(decoder.clockWasAhead()).isEqualTo(ahead);
    assertThat(decode(equityWith("id", "\"next\"")).id()).isEqualTo("next");
    assertThat(decoder.clockWasAhead()).isFalse();
  }

  @Test
  void longTextsAreBounded() throws UnreadableException {
    String golden = Golden.text("risk.events", "halt_requested");
    String longest = golden.replace("odd fills", "x".repeat(1024));
    String tooLong = golden.replace("odd fills", "x".repeat(1025));

    assertThat(((HaltRequested) decode(longest)).reason()).hasSize(1024);
    assertThat(Golden.violations("risk.events", "halt_requested", longest)).isEmpty();
    assertThat(refusal(tooLong).reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(Golden.violations("risk.events", "halt_requested", tooLong)).isNotEmpty();
    assertThat(refusal(equityWith("id", "\"" + "i".repeat(65) + "\"")).reason())
        .isEqualTo(Reason.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheBytesTheAnswerIsAnEventOrAReason(long seed) {
    Garbled.eachIsTakenOrRefusedWithADetail(
        seed,
        "risk.events",
        riskEvents(),
        message -> {
          RiskEvent event = decoder.decode(message, BROKER);
          assertThat(event.aggregate()).matches("[*]|[A-Za-z0-9_.-]{1,64}");
        });
  }

  private RiskEvent decode(String message) throws UnreadableException {
    return decoder.decode(message.getBytes(UTF_8), BROKER);
  }

  private UnreadableException refusal(String message) {
    return refusal(message.getBytes(UTF_8));
  }

  private UnreadableException refusal(byte[] message) {
    UnreadableException refusal =
        catchThrowableOfType(UnreadableException.class, () -> decoder.decode(message, BROKER));
    assertThat(refusal).as("it was taken").isNotNull();
    return refusal;
  }

  /** A good report, in which {@code field}, last and thus decisive, is {@code value}. */
  private static String equityWith(String field, String value) {
    return """
    {"type":"equity_reported","id":"e-1","occurred_at":"2026-11-23T09:30:00Z",\
    "account_id":"42","equity":"1000","%s":%s}\
    """
        .formatted(field, value);
  }
}
