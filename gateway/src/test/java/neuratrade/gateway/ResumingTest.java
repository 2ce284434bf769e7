package neuratrade.gateway;

import static neuratrade.gateway.Resuming.authenticated;
import static neuratrade.gateway.Resuming.keep;
import static neuratrade.gateway.Resuming.resuming;
import static neuratrade.gateway.Resuming.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.Map;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class ResumingTest {

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void whoComesBackWithItsCursorsHearsWhatItMissedAndThenGoesOn() throws Exception {
    Map<String, String> cursors = new LinkedHashMap<>();
    try (Producing producing = new Producing()) {
      try (Client client = authenticated("71")) {
        keep(subscribe(client, "{\"channel\":\"risk:71\"}"), cursors);
        RecordMetadata unused = producing.send("risk:71", "1");
        keep(client.next(), cursors);
      }
      for (int n = 2; n <= 30; n++) {
        RecordMetadata unused = producing.send("risk:71", String.valueOf(n));
      }
      try (Client client = authenticated("71")) {
        JsonNode answer = subscribe(client, resuming("risk:71", cursors));
        RecordMetadata unused = producing.send("risk:71", "31");

        assertThat(answer.path("recovered").asBoolean()).isTrue();
        for (int n = 2; n <= 31; n++) {
          assertThat(client.next().path("data").asInt()).isEqualTo(n);
        }
      }
    }
  }

  @Test
  void whoLooksBackHearsWhatWasToldBeforeItCame() throws Exception {
    try (Producing producing = new Producing();
        Client client = authenticated("72")) {
      RecordMetadata unused = producing.send("risk:72", "1");
      JsonNode answer = subscribe(client, "{\"channel\":\"risk:72\",\"since\":\"1m\"}");

      assertThat(answer.path("recovered").asBoolean()).isTrue();
      assertThat(client.next().path("data").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aCursorOfAnotherTopicIsNotRecoveredAndANonsensicalOneIsRefused() throws Exception {
    try (Client client = authenticated("73")) {
      JsonNode answer =
          subscribe(client, "{\"channel\":\"risk:73\",\"cursors\":[\"0.5-0\",\"1.5-0\"]}");
      assertThat(answer.path("recovered").asBoolean(true)).isFalse();

      client.say(
          "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"risk:73\",\"cursors\":[\"x\"]}]}");
      assertThat(client.next().path("code").asText()).isEqualTo("invalid_field");
    }
  }

  @Test
  void whatMayNoLongerBeHeardIsNotResumed() throws Exception {
    Map<String, String> cursors = new LinkedHashMap<>();
    try (Client client = authenticated("74")) {
      keep(subscribe(client, "{\"channel\":\"risk:74\"}"), cursors);
    }
    try (Client client = authenticated("75")) {
      client.say("{\"action\":\"subscribe\",\"channels\":[" + resuming("risk:74", cursors) + "]}");
      assertThat(client.next().path("code").asText()).isEqualTo("channel_forbidden");
    }
  }

  @Test
  void aClientCanAskWhatItIsSubscribedTo() throws Exception {
    try (Client client = authenticated("76")) {
      JsonNode unused =
          subscribe(client, "{\"channel\":\"risk:76\",\"mode\":\"latest\",\"max_hz\":2}");
      client.say("{\"action\":\"list\",\"id\":9}");
      JsonNode answer = client.next();

      assertThat(answer.path("action").asText()).isEqualTo("listed");
      assertThat(answer.path("id").asInt()).isEqualTo(9);
      assertThat(answer.path("channels").path(0).path("channel").asText()).isEqualTo("risk:76");
      assertThat(answer.path("channels").path(0).path("mode").asText()).isEqualTo("latest");
      assertThat(answer.path("channels").path(0).path("cursors")).hasSizeBetween(1, 2);
    }
  }
}
