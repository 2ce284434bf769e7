package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.Broker;
import neuratrade.broker.BrokerSettings;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(KafkaAwayIT.Watchful.class)
@WithTestResource(value = KafkaAwayIT.NoBroker.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(TokenResource.class)
class KafkaAwayIT {

  @Test
  void theGatewayWaitsForKafkaAndGoesOnAfterItWithoutALoss(@TempDir Path directory)
      throws Exception {
    assertThat(ready()).isFalse();
    assertThat(Gateways.get("/q/health/live").statusCode()).isEqualTo(200);
    String token = TestTokens.trusted().of("42");
    try (Client early = Client.open()) {
      early.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
      assertThat(early.next().path("type").asText()).isEqualTo("authenticated");
      early.say("{\"action\":\"subscribe\",\"channels\":[\"risk:42\"]}");
      assertThat(early.next().path("code").asText()).isEqualTo("unavailable");
    }

    Http operator = Http.with(TestTokens.trusted().operator());
    Http.isProblem(operator.get("/api/v1/accounts/42/risk"), 503, "unavailable");
    Http.isProblem(halt(operator), 503, "unavailable");

    try (Broker first = Broker.start(settings(directory))) {
      await().atMost(60, TimeUnit.SECONDS).until(KafkaAwayIT::ready);
      statesComeWhenTheirTopicDoes(token);
      try (Client client = Client.subscribed(token, "risk:42");
          Producing producing = new Producing()) {
        RecordMetadata unused = producing.send("risk:42", "1");
        assertThat(next(client, "notification").path("data").asInt()).isEqualTo(1);

        first.close();
        await().atMost(30, TimeUnit.SECONDS).until(() -> !ready());
        JsonNode delay = next(client, "delay");
        assertThat(delay.path("family").asText()).isEqualTo("risk");
        assertThat(delay.path("since").isTextual()).as("%s", delay).isTrue();
        Http.isProblem(operator.get("/api/v1/accounts/42/risk"), 503, "unavailable");
        Http.isProblem(halt(operator), 503, "unavailable");

        try (Broker second = Broker.start(settings(directory))) {
          for (int n = 2; n <= 20; n++) {
            RecordMetadata sent = producing.send("risk:42", String.valueOf(n));
            assertThat(sent.hasOffset()).as("%s", second).isTrue();
          }
          for (int n = 2; n <= 20; n++) {
            assertThat(next(client, "notification").path("data").asInt()).isEqualTo(n);
          }
          await().atMost(30, TimeUnit.SECONDS).until(KafkaAwayIT::ready);
          producing.state("risk.state", "42", "{\"trading_allowed\":true,\"version\":3}");
          assertThat(next(client, "state").path("data").path("version").asInt()).isEqualTo(3);
          await().atMost(Client.BOUND).until(() -> halt(operator).statusCode() == 202);
          assertThat(Written.to("risk.events", "42"))
              .as("what was refused is not written later")
              .hasSize(1);
        }
      }
    }
  }

  /** Readiness does not wait for tables: their topics may never come. */
  private static void statesComeWhenTheirTopicDoes(String token) throws Exception {
    Http operator = Http.with(TestTokens.trusted().operator());
    try (Client client = Client.open();
        Producing producing = new Producing()) {
      client.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
      assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
      client.say("{\"action\":\"subscribe\",\"channels\":[\"risk:42\"]}");
      assertThat(client.next().path("channels").path(0).path("snapshot").isNull()).isTrue();
      Http.isProblem(operator.get("/api/v1/accounts/42/risk"), 503, "unavailable");
      Http.isProblem(halt(operator), 503, "unavailable");

      Gateways.create(
          Topics.state(Topics.RISK_STATE, 12),
          Topics.input(Topics.RISK_EVENTS, 12, Topics.EVENTS_KEPT));
      producing.state("risk.state", "42", "{\"trading_allowed\":true,\"version\":2}");
      assertThat(next(client, "state").path("data").path("version").asInt()).isEqualTo(2);
      assertThat(operator.get("/api/v1/accounts/42/risk").body()).contains("\"may_trade\":true");
    }
  }

  private static HttpResponse<String> halt(Http operator) throws Exception {
    return operator.post("/api/v1/accounts/42/halt", "{\"reason\":\"r\"}", "Idempotency-Key", "k");
  }

  /** The next message of the type; what else there is says how late it is. */
  private static JsonNode next(Client client, String type) throws Exception {
    while (true) {
      JsonNode message = client.next();
      if (message.path("type").asText().equals(type)) {
        return message;
      }
      assertThat(message.path("type").asText()).isIn("delay", "state");
    }
  }

  private static boolean ready() throws Exception {
    return Gateways.get("/q/health/ready").statusCode() == 200;
  }

  private static BrokerSettings settings(Path directory) {
    return BrokerSettings.single(port(0), port(1), directory);
  }

  private static int port(int index) {
    return ConfigProvider.getConfig().getValue("test.broker.ports." + index, Integer.class);
  }

  /** Three seconds, and whoever hears nothing is told so. */
  public static final class Watchful implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("neuratrade.gateway.delay-after", "3s");
    }
  }

  /** Says where a broker will be, and starts none. */
  public static final class NoBroker implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
      List<Integer> ports = Broker.freePorts(2);
      return Map.of(
          "kafka.bootstrap.servers", "localhost:" + ports.get(0),
          "test.broker.ports.0", String.valueOf(ports.get(0)),
          "test.broker.ports.1", String.valueOf(ports.get(1)));
    }

    @Override
    public void stop() {}
  }
}
