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
import java.util.List;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.broker.junit.TestRecords;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The wiring: configuration, the channel, health and metrics, with a real broker. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class RiskWorkerTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Limits limits;
  private final TestRecords records;

  @TestHTTPResource("/q/")
  @SuppressWarnings("NullAway.Init")
  URI management;

  @Inject
  RiskWorkerTest(
      Limits limits, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.limits = limits;
    this.records = new TestRecords(bootstrapServers);
  }

  @Test
  void startsWithTheDefaultLimits() {
    assertThat(limits).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void isReadyThenFoldsWhatComesAndCountsIt() throws Exception {
    await().atMost(BOUND).until(() -> get("health/ready").statusCode() == 200);

    records.write(List.of(report("e-1", 1000), report("e-2", 840)));

    assertThat(records.read(Topics.NOTIFICATIONS, all -> !all.isEmpty()).getFirst().value())
        .contains("\"type\":\"risk.halt\"", "\"cause\":\"e-2\"", "\"channel\":\"risk:42\"");
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(get("metrics").body())
                .contains("neuratrade_events_folded_total{stage=\"risk-worker\"} 2.0"));
    assertThat(get("health/live").statusCode()).isEqualTo(200);
  }

  private static ProducerRecord<String, byte[]> report(String id, int equity) {
    String value =
        """
        {"type":"equity_reported","id":"%s","occurred_at":"2026-01-01T00:00:00Z","account_id":"42",\
        "equity":"%d"}\
        """
            .formatted(id, equity);
    return new ProducerRecord<>(Topics.RISK_EVENTS, "42", value.getBytes(UTF_8));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(management.resolve(path)).timeout(BOUND).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    }
  }
}
