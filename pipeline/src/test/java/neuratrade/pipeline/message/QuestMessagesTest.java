package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestCancelled;
import neuratrade.pipeline.message.QuestEvent.QuestCompleted;
import neuratrade.pipeline.message.QuestEvent.QuestFailed;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestMessagesTest {

  private static final String TOPIC = "quest.events";
  private static final Instant NOON = Instant.parse("2026-11-23T09:30:00Z");
  private static final Instant BROKER = Instant.parse("2026-11-23T09:30:01Z");
  private static final String QUEST = "fund_growth";

  private final QuestEventDecoder decoder = new QuestEventDecoder();

  static Stream<Arguments> questEvents() {
    return Stream.of(
        Arguments.of(
            "quest_started",
            new QuestStarted(
                "q-1",
                NOON,
                "42",
                QUEST,
                "Fund growth",
                Kind.GOAL,
                Cadence.ONETIME,
                new BigDecimal("1000.5"),
                Instant.parse("2026-12-01T00:00:00Z"),
                List.of(10, 50, 99))),
        Arguments.of(
            "quest_progressed",
            new QuestProgressed(
                "q-2",
                NOON,
                "42",
                QUEST,
                new BigDecimal("600.25"),
                null,
                "{\"step\":3,\"seen\":[1.5,{\"ü\":\"\\u0001\"}]}")),
        Arguments.of("quest_paused", new QuestPaused("q-3", NOON, "42", QUEST)),
        Arguments.of("quest_resumed", new QuestResumed("q-4", NOON, "42", QUEST)),
        Arguments.of("quest_cancelled", new QuestCancelled("q-5", NOON, "42", QUEST)),
        Arguments.of("quest_completed", new QuestCompleted("q-6", NOON, "42", QUEST)),
        Arguments.of(
            "quest_failed", new QuestFailed("q-7", NOON, "42", QUEST, "exchange unreachable")));
  }

  @ParameterizedTest
  @MethodSource("questEvents")
  void anEventIsReadAndWrittenAsItsGoldenFile(String type, QuestEvent event)
      throws UnreadableException {
    String golden = Golden.text(TOPIC, type);

    assertThat(decode(golden)).isEqualTo(event);
    assertThat(new String(Json.write(event), UTF_8)).isEqualTo(golden);
    assertThat(Golden.violations(TOPIC, type, golden)).isEmpty();
    assertThat(event.aggregate()).isEqualTo("42");
  }

  @ParameterizedTest
  @MethodSource("questEvents")
  void anUnknownFieldIsIgnoredWhateverItHolds(String type, QuestEvent event)
      throws UnreadableException {
    String later = "{\"later\":{\"ä\":[1,{\"type\":\"x\"}]},";
    String message = later + Golden.text(TOPIC, type).substring(1);

    assertThat(decode(message)).isEqualTo(event);
    assertThat(Golden.violations(TOPIC, type, message)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("questEvents")
  void everyFieldButTheOptionalOnesIsNeededByDecoderAndSchemaAlike(String type, QuestEvent event) {
    String golden = Golden.text(TOPIC, type);
    List<String> needed =
        switch (type) {
          case "quest_started" -> List.of("name", "kind", "cadence");
          case "quest_failed" -> List.of("error");
          default -> List.of();
        };
    for (String name :
        Stream.concat(
                Stream.of("type", "id", "occurred_at", "account_id", "quest_id"), needed.stream())
            .toList()) {
      String without = golden.replaceFirst("\"" + name + "\":", "\"other\":");

      assertThat(refusal(without).reason()).as(name).isEqualTo(Reason.MISSING_FIELD);
      assertThat(refusal(without).detail()).isEqualTo(name + " is missing");
      assertThat(Golden.violations(TOPIC, type, without)).as(name).isNotEmpty();
    }
    assertThat(event.id()).startsWith("q-");
  }

  @Test
  void whatIsOptionalMayBeAbsent() throws UnreadableException {
    String started =
        """
        {"type":"quest_started","id":"q","occurred_at":"2026-11-23T09:30:00Z","account_id":"42",\
        "quest_id":"scan","name":"Scan","kind":"routine","cadence":"micro","target":null}\
        """;
    assertThat(decode(started))
        .isEqualTo(
            new QuestStarted(
                "q", NOON, "42", "scan", "Scan", Kind.ROUTINE, Cadence.MICRO, null, null, null));
    assertThat(((QuestStarted) decode(with("quest_started", "milestones", "[]"))).milestones())
        .isEmpty();

    QuestProgressed progressed = (QuestProgressed) decode(progress("\"increment\":2.50"));
    assertThat(progressed.current()).isNull();
    assertThat(progressed.increment()).isEqualTo(new BigDecimal("2.50"));
    assertThat(progressed.checkpoint()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          quest_id   | "all"         | quest_id is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'
          quest_id   | "a#b"         | quest_id is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'
          name       | ""            | name is not 1 to 1024 characters
          kind       | "GOAL"        | kind is none of routine, triggered, goal, arbitrage
          kind       | "milestone"   | kind is none of routine, triggered, goal, arbitrage
          kind       | 1             | kind is not a text
          cadence    | "yearly"      | cadence is none of micro, hourly, daily, weekly, onetime
          target     | 0             | target is not above zero
          target     | "-1"          | target is not above zero
          deadline   | "tomorrow"    | deadline is not an RFC 3339 time such as 2026-01-31T09:30:00Z
          milestones | 25            | milestones is not an array
          milestones | {"a":1}       | milestones is not an array
          milestones | "25"          | milestones is not an array
          milestones | [0]           | milestones are not rising whole percents from 1 to 99
          milestones | [-5]          | milestones are not rising whole percents from 1 to 99
          milestones | [100]         | milestones are not rising whole percents from 1 to 99
          milestones | [50,50]       | milestones are not rising whole percents from 1 to 99
          milestones | [50,25]       | milestones are not rising whole percents from 1 to 99
          milestones | [12.5]        | milestones are not rising whole percents from 1 to 99
          milestones | ["25"]        | milestones are not rising whole percents from 1 to 99
          milestones | [null]        | milestones are not rising whole percents from 1 to 99
          milestones | [[1]]         | milestones are not rising whole percents from 1 to 99
          milestones | [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17] | milestones has more than 16 percents
          """)
  void aBadFieldIsRefusedInWords(String field, String value, String detail) {
    UnreadableException refusal = refusal(with("quest_started", field, value));

    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(refusal.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "current":1,"increment":1 | INVALID_FIELD       | increment stands beside current: only one of them may
          "other":1                 | MISSING_FIELD       | current or increment is missing
          "increment":"-0.1"        | INVALID_FIELD       | increment is below zero
          "current":1e99            | NUMBER_OUT_OF_RANGE | current has more than 38 digits or an exponent beyond ±18
          "increment":"1e-19"       | NUMBER_OUT_OF_RANGE | increment has more than 38 digits or an exponent beyond ±18
          "current":1,"checkpoint":[1]   | INVALID_FIELD  | checkpoint is not a JSON object
          "current":1,"checkpoint":"{}"  | INVALID_FIELD  | checkpoint is not a JSON object
          """)
  void progressThatCannotBeMeantIsRefused(String fields, Reason reason, String detail) {
    UnreadableException refusal = refusal(progress(fields));

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" : [ 1.500 , -0 ,1e400 ] , \"a\" : null }",
        "{\"a\":\"\\ud800 \\u00e4 ä € 😀 }\"}",
        "{\"n\":{\"n\":{\"n\":[[[[]]]]}}}"
      })
  void aCheckpointIsKeptAsItCame(String checkpoint) throws UnreadableException {
    String message = progress("\"umlaut\":\"ä€😀\",\"current\":1, \"checkpoint\" : " + checkpoint);

    assertThat(((QuestProgressed) decode(message)).checkpoint()).isEqualTo(checkpoint);
    assertThat(((QuestProgressed) decode('\ufeff' + message)).checkpoint())
        .as("behind a byte order mark")
        .isEqualTo(checkpoint);
  }

  @Test
  @Timeout(10)
  void aCheckpointOfEightKilobytesIsTakenAndOneByteMoreIsNot() throws UnreadableException {
    String longest = "{\"a\":\"" + "ä".repeat(4_092) + "\"}";
    assertThat(longest.getBytes(UTF_8)).hasSize(8 * 1024);
    String bomb = "{\"a\":" + "9".repeat(900_000) + "}";

    assertThat(((QuestProgressed) decode(progress("\"current\":1,\"checkpoint\":" + longest))))
        .extracting(QuestProgressed::checkpoint)
        .isEqualTo(longest);
    for (String tooLong : List.of(longest.replace("{", "{ "), bomb)) {
      UnreadableException refusal = refusal(progress("\"current\":1,\"checkpoint\":" + tooLong));
      assertThat(refusal.reason()).isEqualTo(Reason.INVALID_FIELD);
      assertThat(refusal.detail()).isEqualTo("checkpoint is longer than 8192 bytes");
    }
  }

  @Test
  void aCheckpointThatIsNotUtf8IsMalformed() {
    byte[] message = progress("\"current\":1,\"checkpoint\":{\"a\":\"xyz\"}").getBytes(UTF_8);
    int place = new String(message, UTF_8).indexOf("xyz");
    // Half of a character beyond 16 bits, as some encoders write it.
    System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0, message, place, 3);

    assertThat(refusal(message).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void aCheckpointInAnotherEncodingIsMalformed() {
    byte[] message =
        progress("\"current\":1,\"checkpoint\":{}").getBytes(Charset.forName("UTF-16BE"));

    assertThat(refusal(message).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverTheBytesTheAnswerIsAnEventOrAReason(long seed) {
    Garbled.eachIsTakenOrRefusedWithADetail(
        seed,
        TOPIC,
        questEvents(),
        message -> {
          QuestEvent event = decoder.decode(message, BROKER);
          assertThat(event.questId()).matches("[A-Za-z0-9_.-]{1,64}");
          // What is taken can be written again, checkpoint and all.
          assertThat(decode(new String(Json.write(event), UTF_8)).id()).isEqualTo(event.id());
        });
  }

  private QuestEvent decode(String message) throws UnreadableException {
    return decoder.decode(message.getBytes(UTF_8), BROKER);
  }

  private UnreadableException refusal(String message) {
    return refusal(message.getBytes(UTF_8));
  }

  private UnreadableException refusal(byte[] message) {
    return requireNonNull(
        catchThrowableOfType(UnreadableException.class, () -> decoder.decode(message, BROKER)),
        "it was taken");
  }

  /** The golden event, in which {@code field}, last and thus decisive, is {@code value}. */
  private static String with(String type, String field, String value) {
    String golden = Golden.text(TOPIC, type);
    return "%s,\"%s\":%s}".formatted(golden.substring(0, golden.length() - 1), field, value);
  }

  private static String progress(String fields) {
    return """
    {"type":"quest_progressed","id":"q","occurred_at":"2026-11-23T09:30:00Z","account_id":"42",\
    "quest_id":"scan",%s}\
    """
        .formatted(fields);
  }
}
