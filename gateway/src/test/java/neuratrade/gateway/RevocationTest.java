package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class RevocationTest {

  private static final String DISCONNECT = "/api/v1/connections/disconnect";

  private final TestTokens tokens = TestTokens.trusted();
  private final Http operator = Http.with(tokens.operator());

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void aRevokedSubjectsConnectionsEndAndItsTokensAreRefused() throws Exception {
    String token =
        tokens.sign(
            tokens
                .claims(Duration.ofHours(1), "42")
                .subject("eve")
                .upn("eve@example.com")
                .preferredUserName("Eve"));
    try (Client eve = Client.subscribed(token, "risk:42");
        Client other = Client.subscribed(tokens.of("42"), "risk:42")) {
      assertThat(operator.post(DISCONNECT, "{\"subject\":\"eve\"}").statusCode()).isEqualTo(202);

      assertThat(eve.closeCode()).isEqualTo(4403);
      assertThat(Written.to("gateway.revocations", "eve"))
          .extracting(record -> Contract.faultsOfRevocation(Client.json(record.value())))
          .containsExactly("");
      other.say("{\"action\":\"ping\"}");
      assertThat(other.next().path("type").asText()).isEqualTo("pong");
    }
    assertThat(RawClient.answer("Authorization: Bearer " + token))
        .startsWith("HTTP/1.1 401 ")
        .contains("\"code\":\"token_revoked\"");
    Http.isProblem(Http.with(token).get("/api/v1/accounts/42/risk"), 401, "token_revoked");
    try (Client again = Client.open()) {
      again.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
      assertThat(again.next().path("code").asText()).isEqualTo("token_revoked");
      String newer =
          tokens.sign(
              tokens
                  .claims(Duration.ofHours(1), "42")
                  .subject("eve")
                  .issuedAt(Instant.now().plusSeconds(2)));
      again.say("{\"action\":\"authenticate\",\"token\":\"" + newer + "\"}");
      assertThat(again.next().path("type").asText()).isEqualTo("authenticated");
    }
  }

  @Test
  void whatAnotherGatewayWasToldHoldsHereToo() throws Exception {
    String token = tokens.sign(tokens.claims(Duration.ofHours(1), "42").subject("mallory"));
    try (Client mallory = Client.subscribed(token, "risk:42");
        Producing anotherGateway = new Producing()) {
      anotherGateway.state("gateway.revocations", "mallory", "{\"id\":\"i-1\"}");

      assertThat(mallory.closeCode()).isEqualTo(4403);
    }
  }

  @Test
  void aRepeatDoesNotEndWhatCameInBetween() throws Exception {
    String[] key = {"Idempotency-Key", "once"};
    assertThat(operator.post(DISCONNECT, "{\"subject\":\"carol\"}", key).statusCode())
        .isEqualTo(202);
    String newer =
        tokens.sign(
            tokens
                .claims(Duration.ofHours(1), "42")
                .subject("carol")
                .issuedAt(Instant.now().plusSeconds(2)));
    try (Client carol = Client.subscribed(newer, "risk:42");
        Client dave =
            Client.subscribed(
                tokens.sign(tokens.claims(Duration.ofHours(1), "42").subject("dave")), "risk:42")) {
      assertThat(operator.post(DISCONNECT, "{\"subject\":\"carol\"}", key).statusCode())
          .isEqualTo(202);
      assertThat(operator.post(DISCONNECT, "{\"subject\":\"dave\"}").statusCode()).isEqualTo(202);

      assertThat(dave.closeCode()).as("both repeats are behind").isEqualTo(4403);
      carol.say("{\"action\":\"ping\"}");
      assertThat(carol.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void onlyOperatorsRevokeAndOnlySubjects() throws Exception {
    Http.isProblem(
        Http.with(tokens.of("42")).post(DISCONNECT, "{\"subject\":\"x\"}"), 403, "forbidden");
    Http.isProblem(operator.post(DISCONNECT, "{\"subject\":7}"), 400, "invalid_field");
    Http.isProblem(operator.post(DISCONNECT, "{}"), 400, "invalid_field");
    assertThat(Gateways.get("/q/health/ready").statusCode()).isEqualTo(200);
  }
}
