package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class RefusalTest {

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void anotherAccountsChannelIsForbiddenAndTheConnectionStays() throws Exception {
    try (Client client = Client.subscribed(TestTokens.trusted().of("42"), "risk:42")) {
      for (String channel : new String[] {"risk:43", "quests:43", "risk:*"}) {
        client.say("{\"action\":\"subscribe\",\"channels\":[\"" + channel + "\"],\"id\":9}");

        JsonNode error = client.next();
        assertThat(error.path("status").asInt()).isEqualTo(403);
        assertThat(error.path("code").asText()).isEqualTo("channel_forbidden");
        assertThat(error.path("temporary").asBoolean(true)).isFalse();
        assertThat(error.path("id").asInt()).isEqualTo(9);
      }
      client.say("{\"action\":\"ping\"}");
      assertThat(client.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void requestsThatMakeNoSenseAreAnsweredWithTheirCode() throws Exception {
    try (Client client = Client.open()) {
      assertThat(code(client, "{")).isEqualTo("malformed");
      assertThat(code(client, "{\"action\":\"dance\"}")).isEqualTo("unknown_action");
      assertThat(code(client, "{\"action\":\"subscribe\",\"channels\":7}"))
          .isEqualTo("invalid_field");
      assertThat(code(client, subscribe("risk:42"))).isEqualTo("not_authenticated");
      authenticate(client, TestTokens.trusted().of("42"));
      assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
      assertThat(code(client, subscribe("orders:42"))).isEqualTo("channel_unknown");
      String many =
          IntStream.range(0, 129)
              .mapToObj(i -> "signals:A" + i + "/B")
              .collect(Collectors.joining("\",\""));
      assertThat(code(client, subscribe(many))).isEqualTo("limit_reached");
      assertThat(code(client, subscribe("signals:A/B\",\"signals:*\",\"signals:A/B")))
          .isEqualTo("invalid_field");
    }
  }

  @Test
  void badTokensAreToldApartAndTheConnectionStays() throws Exception {
    TestTokens trusted = TestTokens.trusted();
    String[] parts = trusted.of("42").split("\\.");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    try (Client client = Client.open()) {
      authenticate(client, trusted.lasting(Duration.ofSeconds(-5)));
      assertThat(client.next().path("code").asText()).isEqualTo("token_expired");
      authenticate(client, TestTokens.generate().of("42"));
      assertThat(client.next().path("code").asText()).isEqualTo("token_invalid");
      authenticate(client, none + "." + parts[1] + ".");
      assertThat(client.next().path("code").asText()).isEqualTo("token_invalid");
      authenticate(client, trusted.of("42"));
      client.say(subscribe("risk:42"));
      assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
      assertThat(client.next().path("action").asText()).isEqualTo("subscribed");
    }
  }

  @Test
  void anotherSubjectCannotTakeTheConnectionOver() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    try (Client client = Client.subscribed(tokens.of("42"), "risk:42")) {
      authenticate(
          client, tokens.sign(tokens.claims(Duration.ofHours(1), "42").subject("someone else")));

      assertThat(client.next().path("code").asText()).isEqualTo("token_invalid");
    }
  }

  @Test
  void aNewerTokenEndsWhatItDoesNotCover() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    try (Client client = Client.subscribed(tokens.of("42", "43"), "risk:42")) {
      client.say(subscribe("risk:43"));
      assertThat(client.next().path("action").asText()).isEqualTo("subscribed");
      authenticate(client, tokens.of("43"));

      assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
      assertThat(client.nextText())
          .isEqualTo(
              "{\"type\":\"subscription\",\"action\":\"unsubscribed\","
                  + "\"channels\":[{\"channel\":\"risk:42\"}]}");
    }
  }

  @Test
  void aTokenMayComeWithTheUpgrade() throws Exception {
    String token = TestTokens.trusted().of("42");
    try (Client header =
            Client.open(options -> options.header("Authorization", "Bearer " + token));
        Client browser =
            Client.open(options -> options.subprotocols("neuratrade.v1", "bearer." + token))) {
      assertThat(header.next().path("type").asText()).isEqualTo("authenticated");
      assertThat(browser.next().path("type").asText()).isEqualTo("authenticated");
      assertThat(browser.raw().getSubprotocol()).isEqualTo("neuratrade.v1");
    }
  }

  @Test
  void aBadTokenInTheUpgradeIsAProblem() throws Exception {
    String expired = TestTokens.trusted().lasting(Duration.ofSeconds(-5), "42");

    assertThat(RawClient.answer("Authorization: Bearer " + expired))
        .startsWith("HTTP/1.1 401 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"code\":\"token_expired\"", "\"status\":401");
    assertThat(RawClient.answer("Sec-WebSocket-Protocol: neuratrade.v1, bearer.nonsense"))
        .startsWith("HTTP/1.1 401 ")
        .contains("\"code\":\"token_invalid\"");
  }

  @Test
  void whoAsksForTheSocketWithoutAnUpgradeIsToldSoEveryTime() throws Exception {
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer = Gateways.get("/ws");

      assertThat(answer.statusCode()).isEqualTo(426);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void nothingButErrorsClosesTheConnection() throws Exception {
    try (RawClient client = RawClient.open()) {
      for (int i = 0; i < 20; i++) {
        client.say("{");
      }
      assertThat(client.closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void whatIsNoTextMessageClosesTheConnection() throws Exception {
    try (RawClient binary = RawClient.open();
        RawClient broken = RawClient.open();
        RawClient large = RawClient.open()) {
      binary.send(RawClient.BINARY, new byte[] {1});
      broken.send(RawClient.TEXT, new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});
      large.send(RawClient.TEXT, new byte[64 * 1024 + 1]);

      assertThat(binary.closeCode()).isEqualTo(1003);
      assertThat(broken.closeCode()).isEqualTo(1007);
      assertThat(large.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void theLongestMessageIsTaken() throws Exception {
    String head = "{\"action\":\"ping\",\"id\":\"x\",\"more\":\"";
    String longest = head + "m".repeat(64 * 1024 - head.length() - 2) + "\"}";
    try (RawClient client = RawClient.open()) {
      client.say(longest);

      assertThat(client.nextText()).isEqualTo("{\"type\":\"pong\",\"id\":\"x\"}");
    }
  }

  private static String code(Client client, String message) throws Exception {
    client.say(message);
    return client.next().path("code").asText();
  }

  private static String subscribe(String channels) {
    return "{\"action\":\"subscribe\",\"channels\":[\"" + channels + "\"]}";
  }

  private static void authenticate(Client client, String token) throws Exception {
    client.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
  }
}
