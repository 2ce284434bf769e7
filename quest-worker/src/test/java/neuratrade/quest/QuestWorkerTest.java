package neuratrade.quest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.broker.junit.TestRecords;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The wiring: configuration, the channel, health and metrics, with a real broker. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class QuestWorkerTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final QuestRules rules;
  private final TestRecords records;

  @TestHTTPResource("/q/")
  @SuppressWarnings("NullAway.Init")
  URI management;

  @Inject
  QuestWorkerTest(
      QuestRules rules, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.rules = rules;
    this.records = new TestRecords(bootstrapServers);
  }

  @Test
  void startsWithTheDefaultRules() {
    assertThat(rules).isEqualTo(QuestRules.DEFAULT);
  }

  @Test
  void isReadyThenFoldsWhatComesWakesWhatIsDueAndCountsIt() throws Exception {
    await().atMost(BOUND).until(() -> get("health/ready").statusCode() == 200);
    Instant now = Instant.now();
    Instant missed = now.minusSeconds(60);
    records.write(
        List.of(
            input(started("e-1", "growth", now, null)),
            input(
                new QuestProgressed(
                    "e-2", now, "42", "growth", new BigDecimal("600"), null, "{\"n\": 1}")),
            input(started("e-3", "missed", now, missed))));

    assertThat(values(Topics.NOTIFICATIONS, 4))
        .satisfiesExactly(
            told -> assertThat(told).contains("\"quest.started\"", "\"cause\":\"e-1\""),
            told -> assertThat(told).contains("\"quest.milestone\"", "\"cause\":\"e-2\""),
            told -> assertThat(told).contains("\"quest.started\"", "\"cause\":\"e-3\""),
            told -> assertThat(told).contains("\"quest.expired\"").doesNotContain("\"cause\""))
        .allSatisfy(told -> assertThat(told).contains("\"channel\":\"quests:42\""));
    assertThat(records.read(Topics.QUEST_STATE, all -> all.size() >= 2))
        .extracting(ConsumerRecord::key)
        .containsOnly("42#growth", "42#missed");
    assertThat(values(Topics.QUEST_STATE, 1))
        .anySatisfy(state -> assertThat(state).contains("\"checkpoint\":{\"n\": 1}"));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(get("metrics").body())
                .contains("neuratrade_events_folded_total{stage=\"quest-worker\"} 3.0"));
    assertThat(get("health/live").statusCode()).isEqualTo(200);
  }

  private static QuestStarted started(
      String id, String quest, Instant now, @Nullable Instant deadline) {
    return new QuestStarted(
        id,
        now,
        "42",
        quest,
        "Growth",
        Kind.GOAL,
        Cadence.ONETIME,
        new BigDecimal("1000"),
        deadline,
        null);
  }

  private static ProducerRecord<String, byte[]> input(QuestEvent event) {
    return new ProducerRecord<>(Topics.QUEST_EVENTS, "42", Json.write(event));
  }

  private List<String> values(String topic, int count) {
    return records.read(topic, all -> all.size() >= count).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).timeout(BOUND).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    }
  }
}
