package neuratrade.endtoend;

import static neuratrade.endtoend.Trading.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restarts, and records that cannot be taken: the next one is folded as if nothing had been. */
class RecoveryIT {

  private static final Duration AHEAD = Duration.ofMinutes(6);

  @SuppressWarnings("NullAway.Init")
  private static Ground ground;

  @BeforeAll
  static void start() {
    ground = new Ground("RecoveryIT");
    var unused = ground.worker(Worker.RISK).awaitReady();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void goesOnFromItsStateAfterARestart() {
    try (Ground own = new Ground("RecoveryIT-restart")) {
      Part first = own.worker(Worker.RISK).awaitReady();
      own.produce("42", report("e-1", "42", "1000", Instant.now()));
      own.produce("42", report("e-2", "42", "940", Instant.now()));
      assertThat(types(own.awaitTold("risk:42", 1))).containsExactly("risk.warning_drawdown");

      var unused = first.stop();
      own.produce("42", report("e-3", "42", "890", Instant.now()));
      Part second = own.worker(Worker.RISK).awaitReady();

      assertThat(types(own.awaitTold("risk:42", 2)))
          .containsExactly("risk.warning_drawdown", "risk.critical_drawdown");
      assertThat(second.isAlive()).isTrue();
      assertExact(own.reading().compare(Worker.RISK));
    }
  }

  /** By account: what it cannot be taken for, and the record. */
  private static final Map<String, String> BAD =
      Map.of(
          "malformed_json", "{\"type\":\"equity_reported\",\"id\":",
          "number_out_of_range", report("bad", "number_out_of_range", "1e99999999", Instant.now()),
          "from_the_future", report("bad", "from_the_future", "1", Instant.now().plus(AHEAD)),
          "key_mismatch", report("bad", "somebody-else", "1", Instant.now()),
          "unknown_type",
              Trading.event("no_such", "bad", Instant.now(), "unknown_type", "\"x\":1"));

  @Test
  void setsAsideWhatItCannotTakeUntouchedAndFoldsTheNext() {
    BAD.forEach((account, bad) -> {
      ground.produce(account, report("e-1", account, "1000", Instant.now()));
      ground.produce(account, bad);
      ground.produce(account, report("e-2", account, "840", Instant.now()));
    });
    ground.awaitAllFolded();

    BAD.forEach((account, bad) -> {
      List<JsonNode> told = ground.reading().told("risk:" + account);
      assertThat(types(told)).containsExactly("risk.halt");
      assertThat(told.getFirst().get("cause").asText()).isEqualTo("e-2");
      List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(ground, account);
      assertThat(dead).hasSize(1);
      assertThat(Reading.text(dead.getFirst().value())).isEqualTo(bad);
      assertThat(Reading.header(dead.getFirst(), "reason")).isEqualTo(account);
      assertThat(Reading.header(dead.getFirst(), "topic")).isEqualTo(Topics.RISK_EVENTS);
      assertThat(Reading.header(dead.getFirst(), "partition"))
          .isEqualTo(Integer.toString(Ground.home(account)));
    });
    assertExact(ground.reading().compare(Worker.RISK));
  }

  @Test
  void foldsARecordThatPythonsPartitionerPutElsewhere() {
    String account =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "python-" + i)
            .filter(each -> Traffic.foreign(each) != Ground.home(each))
            .findFirst()
            .orElseThrow();
    for (String equity : List.of("1000", "840")) {
      ground.produce(
          Topics.RISK_EVENTS,
          Traffic.foreign(account),
          account,
          report("e-" + equity, account, equity, Instant.now()));
    }

    List<JsonNode> told = ground.awaitTold("risk:" + account, 1);

    assertThat(types(told)).containsExactly("risk.halt");
    assertThat(told.getFirst().get("id").asText())
        .startsWith("risk.events-%d-".formatted(Ground.home(account)));
    assertThat(ground.reading().all(Topics.RISK_EVENTS))
        .filteredOn(record -> account.equals(Reading.text(record.key())))
        .filteredOn(record -> record.partition() == Ground.home(account))
        .extracting(record -> Reading.header(record, "rerouted_from"))
        .allMatch(from -> from.startsWith(Traffic.foreign(account) + "-"))
        .hasSize(2);
    assertThat(deadLetters(ground, account)).isEmpty();
    assertExact(ground.reading().compare(Worker.RISK));
  }

  @Test
  void aRecordThatTheFoldThrowsAtBecomesADeadLetterAndTheNextIsFolded() {
    try (Ground own = new Ground("RecoveryIT-throws")) {
      Part worker = own.testWorker(Map.of(TestWorker.THROW_AT, "e-2")).awaitReady();
      own.produce("42", report("e-1", "42", "1000", Instant.now()));
      own.produce("42", report("e-2", "42", "840", Instant.now()));
      own.produce("42", report("e-3", "42", "890", Instant.now()));

      assertThat(types(own.awaitTold("risk:42", 1))).containsExactly("risk.critical_drawdown");
      assertThat(deadLetters(own, "42"))
          .extracting(dead -> Reading.header(dead, "reason") + " " + Reading.header(dead, "offset"))
          .containsExactly("fold_failed 1");
      assertThat(worker.isAlive()).isTrue();
      assertExact(own.reading().compare(Worker.RISK, Programs.throwingAt("e-2")));
    }
  }

  private static List<String> types(List<JsonNode> told) {
    return told.stream().map(each -> each.get("type").asText()).toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters(Ground ground, String account) {
    return ground.reading().all(Topics.RISK_DEAD_LETTERS).stream()
        .filter(dead -> account.equals(Reading.text(dead.key())))
        .toList();
  }

  private static void assertExact(Comparison comparison) {
    assertThat(comparison.isExact()).as("%s", comparison).isTrue();
  }
}
