package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.pipeline.stage.Ground.header;
import static neuratrade.pipeline.stage.Ground.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import neuratrade.pipeline.message.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Order(1)
class StageTest {

  @SuppressWarnings("NullAway.Init")
  private Ground ground;

  @BeforeEach
  void topics(Broker broker, TestTopics own) {
    ground = new Ground(broker, own, 4);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void tellsEachEventOnceWithAnIdThatNamesItsRecord() throws IOException {
    ground.produce("a", report("e-1", "a", "1"));
    ground.produce("a", report("e-2", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      List<ConsumerRecord<byte[], byte[]>> told = ground.read(ground.topics.notifications(), 2);

      assertThat(stage.isAlive()).isTrue();
      JsonNode second = Json.MAPPER.readTree(told.get(1).value());
      String id = "%s-%d-1-0".formatted(ground.topics.input(), ground.home("a"));
      assertThat(second.get("id").asText()).isEqualTo(id);
      assertThat(second.get("cause").asText()).isEqualTo("e-2");
      assertThat(second.at("/data/reports").asInt()).isEqualTo(2);
      assertThat(new String(told.get(1).key(), UTF_8)).isEqualTo("risk:a");
      assertThat(header(told.get(1), "ce_id")).isEqualTo(id);
      assertThat(header(told.get(1), "ce_type")).isEqualTo("tally.counted");
    }
  }

  @Test
  void goesOnFromItsStateAfterARestart() {
    ground.produce("a", report("e-1", "a", "1"));
    try (Stage first = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 1)).hasSize(1);
      assertThat(first.isReady()).isTrue();
    }
    ground.produce("a", report("e-2", "a", "1"));
    try (Stage second = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 2).get(1)).contains("a has 2");
      assertThat(second.isReady()).isTrue();
    }
  }

  @Test
  void forgetsWithATombstone() {
    ground.produce("a", report("e-1", "a", "1"));
    try (Stage first = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.state(), 1)).containsExactly("1");
      ground.produce("a", report("e-2", "a", "0"));
      assertThat(ground.values(ground.topics.state(), 2)).containsExactly("1", "");
      ground.produce("a", report("e-3", "a", "1"));
      assertThat(ground.values(ground.topics.notifications(), 3).get(2)).contains("a has 1");
      assertThat(first.isReady()).isTrue();
    }
  }

  @Test
  void setsAsideWhatItCannotTakeUntouchedAndFoldsTheNext() {
    ground.produce("a", "{nonsense");
    ground.produce("a", report("e-2", "b", "1"));
    ground.produce("a", report("e-3", "a", "1e99999999"));
    ground.produce("a", report("e-4", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 1).getFirst()).contains("e-4");

      List<ConsumerRecord<byte[], byte[]>> dead = ground.read(ground.topics.deadLetters(), 3);
      assertThat(dead)
          .extracting(letter -> header(letter, "reason"))
          .containsExactly("malformed_json", "key_mismatch", "number_out_of_range");
      assertThat(new String(dead.getFirst().value(), UTF_8)).isEqualTo("{nonsense");
      assertThat(new String(dead.getFirst().key(), UTF_8)).isEqualTo("a");
      assertThat(header(dead.get(1), "offset")).isEqualTo("1");
      assertThat(header(dead.get(1), "topic")).isEqualTo(ground.topics.input());
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void setsARecordAsideWithoutItsValueIfThatIsMoreThanABrokerTakesAndFoldsTheNext() {
    int elsewhere = (ground.home("a") + 1) % 4;
    String large = "x".repeat(3 << 20);
    ground.produceCompressed(ground.home("a"), "a", large);
    ground.produce("a", report("e-2", "a", "1"));
    ground.produceCompressed(
        elsewhere, "a", report("e-1", "a", "1").replace("}", ",\"note\":\"" + large + "\"}"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 1).getFirst()).contains("a has 1");

      assertThat(ground.read(ground.topics.deadLetters(), 2))
          .allSatisfy(letter -> {
            assertThat(header(letter, "reason")).isEqualTo("record_too_large");
            assertThat(new String(letter.key(), UTF_8)).isEqualTo("a");
            assertThat(letter.value()).isNull();
            assertThat(header(letter, "topic")).isEqualTo(ground.topics.input());
            assertThat(header(letter, "offset")).isEqualTo("0");
          })
          .extracting(letter -> header(letter, "detail"))
          .anySatisfy(detail -> assertThat(detail).contains(" bytes", "malformed_json"))
          .anySatisfy(
              detail -> assertThat(detail).contains(" bytes", "partition " + ground.home("a")));
      ground.awaitAllFolded();
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void writesARecordOfAnotherPartitionsKeyToWhereItBelongs() {
    int elsewhere = (ground.home("a") + 1) % 4;
    ground.produce("a", report("e-1", "a", "1"));
    ground.produce(elsewhere, "a", report("e-2", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 2).get(1)).contains("a has 2");
      List<ConsumerRecord<byte[], byte[]>> events = ground.read(ground.topics.input(), 3);
      assertThat(events)
          .extracting(event -> header(event, Outputs.REROUTED_FROM))
          .contains(elsewhere + "-0");
      assertThat(stage.isAlive()).isTrue();
    }
    assertThat(ground.read(ground.topics.deadLetters(), 0)).isEmpty();
  }

  @Test
  void tellsLagThatAnOpenTransactionHidesFromLagThatItCouldFold() {
    ground.produce("a", report("e-1", "a", "1"));
    try (Stage stage = ground.stage("w-0");
        KafkaProducer<byte[], byte[]> open = ground.openTransaction("a", report("e-2", "a", "1"))) {
      ground.produce("a", report("e-3", "a", "1"));

      await().atMost(Ground.BOUND).until(() -> ground.gauge("neuratrade.lag") == 2);
      assertThat(ground.gauge("neuratrade.lag.stable")).isZero();

      open.commitTransaction();
      await().atMost(Ground.BOUND).until(() -> ground.gauge("neuratrade.lag") == 0);
      assertThat(ground.values(ground.topics.notifications(), 3).get(2)).contains("a has 3");
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void foldsWhatIsSharedInEveryPartitionAndTellsItOnce() {
    ground.produceToAll("*", killSwitch("k-1"));
    try (Stage first = ground.stage("w-0")) {
      ground.awaitAllFolded();
      assertThat(ground.values(ground.topics.notifications(), 1))
          .singleElement()
          .asString()
          .contains("\"cause\":\"k-1\"", ground.topics.input() + "-0-0-0", "all has 1");
      assertThat(first.isReady()).isTrue();
    }
    ground.produceToAll("*", killSwitch("k-2"));
    try (Stage second = ground.stage("w-0")) {
      ground.awaitAllFolded();
      assertThat(ground.values(ground.topics.notifications(), 2))
          .hasSize(2)
          .last()
          .asString()
          .contains("all has 2");
      List<ConsumerRecord<byte[], byte[]>> states = ground.read(ground.topics.state(), 8);
      assertThat(states)
          .hasSize(8)
          .allMatch(state -> new String(state.key(), UTF_8).equals("*"))
          .filteredOn(state -> new String(state.value(), UTF_8).equals("2"))
          .extracting(ConsumerRecord::partition)
          .containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(second.isReady()).isTrue();
    }
    assertThat(ground.read(ground.topics.deadLetters(), 0)).isEmpty();
    assertThat(ground.read(ground.topics.input(), 8)).as("none was moved").hasSize(8);
  }

  private static String killSwitch(String id) {
    return """
    {"type":"kill_switch_set","id":"%s","occurred_at":"2026-01-01T00:00:00Z","on":true,\
    "reason":"r","requested_by":"ops"}\
    """
        .formatted(id);
  }

  @Test
  void aRecordThatTheFoldThrowsAtBecomesADeadLetterAndNothingElseDoes() {
    ground.produce("a", report("e-1", "a", "1"));
    ground.produce("a", report("e-2", "a", "13"));
    ground.produce("a", report("e-3", "a", "1"));
    try (Stage stage = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 2))
          .satisfiesExactly(
              first -> assertThat(first).contains("e-1"),
              second -> assertThat(second).contains("e-3", "a has 2"));
      ConsumerRecord<byte[], byte[]> dead = ground.read(ground.topics.deadLetters(), 1).getFirst();
      assertThat(header(dead, "reason")).isEqualTo("fold_failed");
      assertThat(header(dead, "detail")).contains("thirteen");
      await().atMost(Ground.BOUND).until(stage::isAlive);
    }
  }

  @Test
  void wakesAnAggregateWhoseTimeHasComeOnceAlsoAcrossARestart() {
    ground.produce("a", waiting("e-1", "a"));
    try (Stage first = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 1)).hasSize(1);
      assertThat(first.isReady()).isTrue();
    }
    try (Stage second = ground.stage("w-0")) {
      String rang = ground.values(ground.topics.notifications(), 2).get(1);
      assertThat(rang).contains("tally.rang").doesNotContain("\"cause\"");
      ground.awaitAllFolded();
      assertThat(ground.values(ground.topics.notifications(), 2)).hasSize(2);
      assertThat(second.isReady()).isTrue();
    }
  }

  @Test
  void aTimerThatTheFoldThrowsAtBecomesADeadLetterAndTheOthersOfItsPartitionRing() {
    String throwing = "throwing";
    String other = neighbour(throwing);
    ground.produce(throwing, waiting("e-1", throwing));
    ground.produce(other, waiting("e-2", other));
    try (Stage stage = ground.stage("w-0", new FaultyTally().program())) {
      assertThat(ground.values(ground.topics.notifications(), 3).getLast())
          .contains("tally.rang", other + " has 1");
      ringsStill(other);

      assertThat(ground.read(ground.topics.deadLetters(), 1))
          .singleElement()
          .satisfies(letter -> {
            assertThat(header(letter, "reason")).isEqualTo("fold_failed");
            assertThat(header(letter, "detail")).contains("it does not ring");
            assertThat(new String(letter.key(), UTF_8)).isEqualTo(throwing);
          });
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void aTimerWhoseStateCannotBeReadBecomesADeadLetterAndTheOthersOfItsPartitionRing() {
    String other = neighbour("unreadable");
    Map<String, String> due = Map.of(Outputs.WAKE_AT, "1");
    ground.store("unreadable", "nonsense", due, Instant.now());
    ground.store(other, "0", due, Instant.now());
    try (Stage stage = ground.stage("w-0")) {
      assertThat(ground.values(ground.topics.notifications(), 1).getFirst())
          .contains("tally.rang", other + " has 0");
      assertThat(stage.isAlive()).isTrue();
    }
    try (Stage next = ground.stage("w-0")) {
      ringsStill(other);

      assertThat(ground.read(ground.topics.deadLetters(), 1))
          .singleElement()
          .satisfies(letter -> {
            assertThat(header(letter, "reason")).isEqualTo("fold_failed");
            assertThat(new String(letter.key(), UTF_8)).isEqualTo("unreadable");
          });
      assertThat(ground.read(ground.topics.state(), 2))
          .filteredOn(state -> new String(state.key(), UTF_8).equals("unreadable"))
          .last()
          .satisfies(state -> {
            assertThat(new String(state.value(), UTF_8)).isEqualTo("nonsense");
            assertThat(header(state, Outputs.WAKE_AT)).isNull();
          });
      assertThat(next.isAlive()).isTrue();
    }
  }

  private void ringsStill(String account) {
    int told = ground.read(ground.topics.notifications(), 1).size();
    ground.produce(account, waiting("e-9", account));
    assertThat(ground.values(ground.topics.notifications(), told + 2).getLast())
        .contains("tally.rang");
  }

  /** An account of the same partition. */
  private String neighbour(String account) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "z" + i)
        .filter(each -> ground.home(each) == ground.home(account))
        .findFirst()
        .orElseThrow();
  }

  /** A report that lets its account ring a second later. */
  private static String waiting(String id, String account) {
    return report(id, account, "1").replace("}", ",\"open_positions\":1}");
  }

  @Test
  void movesPartitionsBetweenTwoInstancesAndBackWithoutLossOrDouble() {
    try (Stage first = ground.stage("w-0")) {
      for (int i = 0; i < 100; i++) {
        String account = "a" + i % 10;
        ground.produce(account, report("e-" + i, account, "1"));
        if (i == 30) {
          try (Stage second = ground.stage("w-1")) {
            for (int j = 0; j < 100; j++) {
              String other = "b" + j % 10;
              ground.produce(other, report("f-" + j, other, "1"));
            }
            assertThat(second.isAlive()).isTrue();
          }
        }
      }
      List<String> told = ground.values(ground.topics.notifications(), 200);
      ground.awaitAllFolded();
      assertThat(ground.values(ground.topics.notifications(), 200)).hasSize(200);
      for (int i = 0; i < 10; i++) {
        String account = "a" + i;
        assertThat(told).filteredOn(each -> each.contains("risk:" + account + "\"")).hasSize(10);
      }
      assertThat(told).anyMatch(each -> each.contains("b3 has 10"));
      assertThat(first.isAlive()).isTrue();
      assertThat(ground.fatal).isEmpty();
    }
  }

  @Test
  void refusesTopicsThatDoNotFitAndSaysWhatToDo(TestTopics own) throws Exception {
    var unused =
        own.admin()
            .createPartitions(
                Map.of(
                    ground.topics.state(),
                    org.apache.kafka.clients.admin.NewPartitions.increaseTo(5)))
            .all()
            .get(Ground.BOUND.toSeconds(), TimeUnit.SECONDS);
    // A broker may not know the topic yet.
    await()
        .atMost(Ground.BOUND)
        .ignoreExceptions()
        .until(() -> partitions(own, ground.topics.state()) == 5);

    try (Stage stage = ground.stage("w-0")) {
      await().atMost(Ground.BOUND).until(() -> !ground.fatal.isEmpty());
      assertThat(stage.isReady()).isFalse();
      assertThat(ground.fatal.getFirst().getMessage())
          .contains("has 5 partitions", "create it with 4");
    }
  }

  private static int partitions(TestTopics own, String topic) throws Exception {
    return own.admin()
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(Ground.BOUND.toSeconds(), TimeUnit.SECONDS)
        .values()
        .iterator()
        .next()
        .partitions()
        .size();
  }
}
