package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Who comes in, and how many. */
@QuarkusTest
@TestProfile(DoorTest.NarrowDoor.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorTest {

  private static final int LAST = Integer.MAX_VALUE;
  private static final int SUBJECT = 2;
  private static final int ADDRESS = 4;
  private static final int NODE = 6;
  private static final int A_SECOND = 60;

  /** Who asks more often has its errors counted. */
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private static final AtomicInteger TESTS = new AtomicInteger();

  /** No other test takes its turns. */
  private final String address = "X-Forwarded-For: 203.0.113." + TESTS.incrementAndGet();

  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @AfterEach
  void whoIsGoneIsForgotten() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    Gateways.awaitEmpty();
    awaitMetric("neuratrade_gateway_addresses 0.0");
    awaitMetric("neuratrade_gateway_subjects 0.0");
  }

  private static void awaitMetric(String line) {
    await()
        .atMost(Client.BOUND)
        .untilAsserted(() -> assertThat(Gateways.get("/q/metrics").body()).contains(line));
  }

  @Test
  void aSubjectHasItsNumberOfConnectionsAndNoMore() throws Exception {
    String token = TestTokens.trusted().of("42");
    for (int i = 0; i < SUBJECT; i++) {
      come(address, "Authorization: Bearer " + token);
    }
    assertThat(RawClient.answer(address, "Authorization: Bearer " + token))
        .startsWith("HTTP/1.1 429 ")
        .contains("\"code\":\"limit_reached\"", "a subject has at most 2 connections");

    RawClient later = come(address);
    later.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\",\"id\":1}");
    assertThat(later.nextText()).contains("limit_reached", "\"id\":1");
    clients.removeFirst().close();
    await()
        .atMost(Client.BOUND)
        .pollInterval(A_WHILE)
        .until(() -> {
          later.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
          return later.nextText().contains("authenticated");
        });
  }

  @Test
  void whoLeavesWhileTheTokenIsCheckedIsForgottenToo() throws Exception {
    String token = "Authorization: Bearer " + TestTokens.trusted().of("42");
    try (BusyTokens unused = new BusyTokens()) {
      RawClient.asking(address, token).reset();
      awaitMetric("neuratrade_gateway_addresses 0.0");
    }

    // Whose token is checked later; and nobody is left in the end.
    come(address, token);
  }

  @Test
  void whoCannotBeWelcomedIsForgottenToo() throws Exception {
    double failed = Gateways.closes("4003");
    String token = "Authorization: Bearer " + TestTokens.trusted().of("42");
    for (int i = 0; i < SUBJECT; i++) {
      assertThat(RawClient.answer(address, token, PoorRoute.POOR)).startsWith("HTTP/1.1 101 ");
    }

    awaitMetric("neuratrade_gateway_subjects 0.0");
    come(address, token);
    assertThat(Gateways.closes("4003")).as("of who could not be sent a word").isEqualTo(failed + 2);
  }

  @Test
  void anAddressIsWhatTheTrustedProxySays() throws Exception {
    for (int i = 0; i < ADDRESS; i++) {
      come("X-Forwarded-For: 192.0.2." + i + ", 198.51.100.200");
    }
    assertThat(RawClient.answer("X-Forwarded-For: 192.0.2.99, 198.51.100.200"))
        .startsWith("HTTP/1.1 429 ")
        .contains("an address has at most 4 connections");
    come("X-Forwarded-For: 198.51.100.201");
    clients.removeFirst().close();

    await()
        .atMost(Client.BOUND)
        .until(() -> {
          String answer = RawClient.answer("X-Forwarded-For: 198.51.100.200");
          return answer.startsWith("HTTP/1.1 101 ");
        });
  }

  @Test
  void aNodeHasItsNumberOfConnectionsAndNoMore() throws Exception {
    for (int i = 0; i < NODE; i++) {
      come("X-Forwarded-For: 198.51.100." + i);
    }

    assertThat(RawClient.answer("X-Forwarded-For: 198.51.100.99"))
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("retry-after: ")
        .contains("no room for another connection");
  }

  @Test
  void pagesAreOnAnAllowList() throws Exception {
    come(address, "Origin: https://app.example.com");

    assertThat(RawClient.answer(address, "Origin: https://evil.example.com"))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"code\":\"origin_forbidden\"");
    assertThat(RawClient.answer(address, "Origin: null")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aClientThatAsksTooOftenIsToldSoAndMayAskLater() throws Exception {
    try (Client client = Client.open()) {
      for (int i = 0; i < 10; i++) {
        client.say("{\"action\":\"ping\",\"id\":" + i + "}");
      }
      int pongs = 0;
      for (int i = 0; i < 10; i++) {
        JsonNode answer = client.next();
        assertThat(answer.path("id").asInt(-1)).isEqualTo(i);
        if (answer.path("type").asText().equals("pong")) {
          pongs++;
        } else {
          assertThat(answer.path("code").asText()).isEqualTo("limit_reached");
          assertThat(answer.path("detail").asText()).isEqualTo("at most 5 requests a second");
        }
      }
      assertThat(pongs).isBetween(5, 9);
      await()
          .atMost(Client.BOUND)
          .pollInterval(A_WHILE)
          .until(() -> {
            client.say("{\"action\":\"ping\"}");
            return client.next().path("type").asText().equals("pong");
          });
    }
  }

  @Test
  void whoIsRefusedAnywayTakesNobodysTurn() throws Exception {
    for (int i = 0; i < ADDRESS; i++) {
      come(address);
    }

    for (int i = 0; i < A_SECOND; i++) {
      assertThat(RawClient.answer(address, "Origin: https://evil.example.com"))
          .startsWith("HTTP/1.1 403 ");
      assertThat(RawClient.answer(address)).startsWith("HTTP/1.1 429 ");
    }
  }

  @Test
  void anAddressThatComesAndGoesUsesUpNobodysTurns() throws Exception {
    int refused = 0;
    for (int i = 0; i < 20 * A_SECOND && refused == 0; i++) {
      String answer = RawClient.answer(address);
      if (answer.contains("too many are connecting from that address")) {
        assertThat(answer).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
        refused++;
      }
    }

    assertThat(refused).as("refused connections").isPositive();
    come("X-Forwarded-For: 192.0.2.1");
  }

  @Test
  @Order(LAST)
  void moreThanSoManyInASecondComeLater() throws Exception {
    int refused = 0;
    for (int i = 0; i < 20 * A_SECOND && refused == 0; i++) {
      String answer = RawClient.answer("X-Forwarded-For: 198.51.100." + i % 256);
      if (answer.contains("too many are connecting at once")) {
        assertThat(answer).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
        refused++;
      }
    }

    assertThat(refused).as("refused connections").isPositive();
    await()
        .atMost(Client.BOUND)
        .until(() -> RawClient.answer("X-Forwarded-For: 192.0.2.1").startsWith("HTTP/1.1 101 "));
  }

  private RawClient come(String... headers) throws Exception {
    RawClient client = RawClient.open(headers);
    clients.add(client);
    return client;
  }

  /** Few of everything. */
  public static final class NarrowDoor implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(PoorRoute.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "neuratrade.gateway.connections-per-subject",
          String.valueOf(SUBJECT),
          "neuratrade.gateway.connections-per-address",
          String.valueOf(ADDRESS),
          "neuratrade.gateway.connections",
          String.valueOf(NODE),
          "neuratrade.gateway.connections-per-second",
          String.valueOf(A_SECOND),
          "neuratrade.gateway.requests-per-second",
          "5",
          "neuratrade.gateway.trusted-proxies",
          "127.0.0.0/8,::1",
          "neuratrade.gateway.origins",
          "https://app.example.com",
          "neuratrade.gateway.close-within",
          "1s");
    }
  }
}
