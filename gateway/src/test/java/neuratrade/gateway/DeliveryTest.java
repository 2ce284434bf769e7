package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class DeliveryTest {

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void aRecordReachesItsSubscriberByteForByte() throws Exception {
    String value = "{ \"title\":\"Zürich ✓\",\t\"n\":1.500, \"x\":\"\\u00e9\" }";
    try (Producing producing = new Producing();
        Client client = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      RecordMetadata record = producing.send("risk:42", value);

      String frame = client.nextText();

      String cursor = Client.json(frame).path("cursor").asText();
      assertThat(cursor).startsWith(record.partition() + "." + record.offset() + "-");
      assertThat(frame)
          .isEqualTo(
              "{\"type\":\"notification\",\"channel\":\"risk:42\",\"cursor\":\""
                  + cursor
                  + "\",\"data\":"
                  + value
                  + "}");
    }
  }

  @Test
  void aLargeRecordArrivesWhole() throws Exception {
    String value = "\"" + "é".repeat(50_000) + "\"";
    try (Producing producing = new Producing();
        Client client = Client.subscribed(TestTokens.trusted().of("43"), "risk:43")) {
      RecordMetadata unused = producing.send("risk:43", value);

      assertThat(client.nextText()).endsWith(",\"data\":" + value + "}");
    }
  }

  @Test
  void everyClientOfAChannelGetsItAndNobodyElse() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    List<Client> clients = new ArrayList<>();
    try (Producing producing = new Producing();
        Client other = Client.subscribed(tokens.of("45"), "risk:45")) {
      for (int i = 0; i < 20; i++) {
        clients.add(Client.subscribed(tokens.of("44"), "risk:44"));
      }

      for (int n = 0; n < 50; n++) {
        RecordMetadata unused = producing.send("risk:44", String.valueOf(n));
      }
      RecordMetadata unused = producing.send("risk:45", "\"last\"");

      for (Client client : clients) {
        for (int n = 0; n < 50; n++) {
          assertThat(client.next().path("data").asInt(-1)).isEqualTo(n);
        }
      }
      assertThat(other.next().path("data").asText()).isEqualTo("last");
    } finally {
      clients.forEach(Client::close);
    }
  }

  @Test
  void whatAllAccountsAreToldComesOnceToEachConnection() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    try (Producing producing = new Producing();
        Client trader = Client.subscribed(tokens.of("46", "47"), "risk:46");
        Client operator = Client.subscribed(tokens.operator(), "risk:*")) {
      trader.say("{\"action\":\"subscribe\",\"channels\":[\"risk:47\",\"risk:all\"]}");
      assertThat(trader.next().path("action").asText()).isEqualTo("subscribed");

      RecordMetadata first = producing.send("risk:all", "1");
      assertThat(trader.next().path("channel").asText()).isEqualTo("risk:all");
      assertThat(operator.next().path("cursor").asText()).startsWith(first.partition() + ".");
      RecordMetadata unused = producing.send("risk:47", "2");

      assertThat(trader.next().path("data").asInt()).isEqualTo(2);
      assertThat(operator.next().path("data").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aSubscriptionSaysFromWhereItHears() throws Exception {
    try (Producing producing = new Producing();
        Client client = Client.open()) {
      client.say(
          "{\"action\":\"authenticate\",\"token\":\"" + TestTokens.trusted().of("48") + "\"}");
      assertThat(client.next().path("subject").asText()).isEqualTo("someone");
      client.say(
          "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"risk:48\"}],\"id\":\"x\"}");
      JsonNode answer = client.next();
      RecordMetadata record = producing.send("risk:48", "1");
      String cursor = client.next().path("cursor").asText();

      JsonNode channel = answer.path("channels").path(0);
      assertThat(answer.path("id").asText()).isEqualTo("x");
      assertThat(channel.path("recovered").asBoolean()).isTrue();
      assertThat(channel.path("snapshot").isArray()).isTrue();
      assertThat(channel.path("cursors"))
          .extracting(JsonNode::asText)
          .contains(cursor.replace("." + record.offset() + "-", "." + (record.offset() - 1) + "-"));
    }
  }

  @Test
  void afterUnsubscribingNothingComes() throws Exception {
    try (Producing producing = new Producing();
        Client client = Client.subscribed(TestTokens.trusted().of("49"), "risk:49")) {
      client.say("{\"action\":\"unsubscribe\",\"channels\":[\"risk:49\"],\"id\":3}");
      JsonNode answer = client.next();
      client.say("{\"action\":\"subscribe\",\"channels\":[\"signals:BTC/USDT\"]}");
      JsonNode unused = client.next();

      RecordMetadata silent = producing.send("risk:49", "1");
      RecordMetadata heard = producing.send("signals:BTC/USDT", "2");

      assertThat(answer.toString())
          .isEqualTo(
              "{\"type\":\"subscription\",\"id\":3,\"action\":\"unsubscribed\","
                  + "\"channels\":[{\"channel\":\"risk:49\"}]}");
      assertThat(client.next().path("data").asInt()).as("%s %s", silent, heard).isEqualTo(2);
    }
  }

  @Test
  void aPingIsAnsweredAndStatsCount() throws Exception {
    try (Client client = Client.subscribed(TestTokens.trusted().of("50"), "risk:50")) {
      client.say("{\"action\":\"ping\",\"id\":5}");

      assertThat(client.nextText()).isEqualTo("{\"type\":\"pong\",\"id\":5}");
      JsonNode stats = Client.json(Gateways.get("/api/v1/stream/stats").body());
      assertThat(stats.path("connections").asInt()).isPositive();
      assertThat(stats.path("subscriptions").asInt()).isPositive();
      assertThat(Gateways.get("/q/metrics").body())
          .contains("neuratrade_gateway_connections ", "neuratrade_gateway_queued_bytes ")
          .contains("neuratrade_gateway_kafka_to_socket_seconds_bucket");
    }
  }
}
