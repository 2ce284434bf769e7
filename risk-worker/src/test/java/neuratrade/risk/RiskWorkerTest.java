package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The wiring: configuration, the channel, health and metrics, with a real broker. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class RiskWorkerTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Limits limits;
  private final String bootstrapServers;

  @TestHTTPResource("/q/")
  @SuppressWarnings("NullAway.Init")
  URI management;

  @Inject
  RiskWorkerTest(
      Limits limits, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.limits = limits;
    this.bootstrapServers = bootstrapServers;
  }

  @Test
  void startsWithTheDefaultLimits() {
    assertThat(limits).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void isReadyThenFoldsWhatComesAndCountsIt() throws Exception {
    await().atMost(BOUND).until(() -> get("health/ready").statusCode() == 200);

    produce("e-1", 1000);
    produce("e-2", 840);

    assertThat(notifications(1).getFirst())
        .contains("\"type\":\"risk.halt\"", "\"cause\":\"e-2\"", "\"channel\":\"risk:42\"");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(get("metrics").body())
                .contains("neuratrade_events_folded_total{stage=\"risk-worker\"} 2.0"));
    assertThat(get("health/live").statusCode()).isEqualTo(200);
  }

  private void produce(String id, int equity) throws Exception {
    String value =
        """
        {"type":"equity_reported","id":"%s","occurred_at":"2026-01-01T00:00:00Z","account_id":"42",\
        "equity":"%d"}\
        """
            .formatted(id, equity);
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer());
    try {
      var sent =
          producer
              .send(new ProducerRecord<>(Topics.RISK_EVENTS, "42", value))
              .get(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(sent.hasOffset()).isTrue();
    } finally {
      producer.close(BOUND);
    }
  }

  private List<String> notifications(int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", "20"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> lanes =
          consumer.partitionsFor(Topics.NOTIFICATIONS).stream()
              .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
              .toList();
      consumer.assign(lanes);
      consumer.seekToBeginning(lanes);
      await()
          .atMost(BOUND)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            return values.size() >= count;
          });
    }
    return values;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).timeout(BOUND).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    }
  }
}
