package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every way in which a connection ends; after each the gateway knows nothing of it. */
@QuarkusTest
@TestProfile(ImpatientGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClosingTest {

  private static final int LAST = Integer.MAX_VALUE;

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @AfterEach
  void nothingStays() {
    Gateways.awaitEmpty();
  }

  @Test
  void aClientThatSaysGoodBye() throws Exception {
    double before = Gateways.closes("client");
    try (Client client = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      WebSocket unused =
          client.raw().sendClose(1000, "").get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);

      assertThat(client.closeCode()).isEqualTo(1000);
    }
    assertThat(Gateways.closes("client")).isEqualTo(before + 1);
  }

  @Test
  void aClientThatIsGone() throws Exception {
    double before = Gateways.closes("lost");
    try (Client client = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      client.raw().abort();
      Gateways.awaitEmpty();
    }
    try (RawClient client = RawClient.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      client.reset();
      Gateways.awaitEmpty();
    }
    assertThat(Gateways.closes("lost")).isEqualTo(before + 2);
  }

  @Test
  void aClientThatIsGoneWhileItIsWrittenTo() throws Exception {
    try (Producing producing = new Producing()) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(RawClient.subscribed(TestTokens.trusted().of("42"), "risk:42"));
      }
      for (RawClient client : clients) {
        RecordMetadata unused = producing.send("risk:42", "\"" + "x".repeat(2_000) + "\"");
        client.reset();
      }
    }
  }

  @Test
  void aClientThatDoesNotAuthenticate() throws Exception {
    try (RawClient client = RawClient.open()) {
      client.say("{\"action\":\"authenticate\",\"token\":\"nonsense\"}");
      assertThat(client.nextText()).contains("token_invalid");

      assertThat(client.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void aClientWhoseTokenExpires() throws Exception {
    String brief = TestTokens.trusted().lasting(Duration.ofSeconds(2), "42");
    try (Client client = Client.subscribed(brief, "risk:42")) {
      assertThat(client.closeCode()).isEqualTo(4403);
    }
  }

  @Test
  void aClientThatRenewsItsTokenStays() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    try (Client renewed =
            Client.subscribed(tokens.lasting(Duration.ofSeconds(2), "42"), "risk:42");
        Client other = Client.subscribed(tokens.lasting(Duration.ofSeconds(3), "42"), "risk:42")) {
      renewed.say("{\"action\":\"authenticate\",\"token\":\"" + tokens.of("42") + "\"}");
      assertThat(renewed.next().path("type").asText()).isEqualTo("authenticated");

      assertThat(other.closeCode()).isEqualTo(4403);
      renewed.say("{\"action\":\"ping\"}");
      assertThat(renewed.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void aClientThatAnswersNoPing() throws Exception {
    try (RawClient client = RawClient.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      assertThat(client.closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void aClientThatAnswersNoClose() throws Exception {
    double before = Gateways.closes("1003");
    try (RawClient client = RawClient.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      client.send(RawClient.BINARY, new byte[] {1});
      assertThat(client.closeCode()).isEqualTo(1003);

      Gateways.awaitEmpty();
    }
    assertThat(Gateways.closes("1003")).isEqualTo(before + 1);
  }

  @Test
  @Order(LAST)
  void aGatewayThatLeavesSendsEveryClientAway() throws Exception {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        clients.add(Client.subscribed(TestTokens.trusted().of("42"), "risk:42"));
      }
      Gateways.hub().drain(Duration.ofSeconds(1));

      for (Client client : clients) {
        JsonNode shutdown = client.next();
        assertThat(shutdown.path("type").asText()).isEqualTo("shutdown");
        assertThat(shutdown.path("reconnect_after_ms").asInt(-1)).isBetween(0, 1_000);
        assertThat(client.closeCode()).isEqualTo(4100);
      }
      assertThat(RawClient.answer()).startsWith("HTTP/1.1 503 ").contains("unavailable");
      await().atMost(Client.BOUND).until(() -> Gateways.get("/q/health/ready").statusCode() == 503);
      assertThat(Gateways.get("/q/health/live").statusCode()).isEqualTo(200);
    } finally {
      clients.forEach(Client::close);
    }
  }
}
