package neuratrade.endtoend;

import static neuratrade.endtoend.Trading.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a producer's event to a client's socket, through the processes as they are shipped. */
class WholeThreadIT {

  private static final Signer SIGNER = new Signer();

  @SuppressWarnings("NullAway.Init")
  private static Ground ground;

  @SuppressWarnings("NullAway.Init")
  private static Part gateway;

  @SuppressWarnings("NullAway.Init")
  private static Part other;

  @BeforeAll
  static void start() {
    ground = new Ground("WholeThreadIT");
    Part worker = ground.worker(Worker.RISK);
    gateway = ground.gateway(SIGNER.gatewaySettings());
    other = ground.gateway(SIGNER.gatewaySettings());
    for (Part part : List.of(worker, gateway, other)) {
      var unused = part.awaitReady();
    }
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void aFallStepByStepTellsWarningCriticalAndHaltInOrder() {
    try (Client client = subscribed("steps")) {
      for (String equity : List.of("1000", "940", "890", "840")) {
        ground.produce("steps", report("e-" + equity, "steps", equity, Instant.now()));
      }

      List<JsonNode> frames = client.awaitNotifications(3);

      assertThat(frames).hasSize(3);
      assertTold(frames.get(0), "steps", "risk.warning_drawdown", "e-940");
      assertTold(frames.get(1), "steps", "risk.critical_drawdown", "e-890");
      assertTold(frames.get(2), "steps", "risk.halt", "e-840");
      assertIsAsOnTheTopic(frames, "steps");
    }
  }

  @Test
  void aSingleFallTellsTheHaltOnly() {
    try (Client client = subscribed("single")) {
      ground.produce("single", report("e-1000", "single", "1000", Instant.now()));
      ground.produce("single", report("e-840", "single", "840", Instant.now()));

      List<JsonNode> frames = client.awaitNotifications(1);

      assertTold(frames.getFirst(), "single", "risk.halt", "e-840");
      assertThat(frames.getFirst().at("/data/severity").asText()).isEqualTo("critical");
      assertThat(frames.getFirst().at("/data/data/drawdown").asText()).isEqualTo("0.1600");
      ground.awaitAllFolded();
      assertThat(ground.reading().told("risk:single")).hasSize(1);
      assertIsAsOnTheTopic(client.notifications(), "single");
    }
  }

  @Test
  void aCommandRepeatedAtAnotherGatewayIsFoldedOnceAndIsTheCauseOfWhatIsTold() {
    ground.produce("halted", report("e-1000", "halted", "1000", Instant.now()));
    try (Client client = subscribed("halted")) {
      String first = halt(gateway, "halted", "maintenance-1");
      String second = halt(other, "halted", "maintenance-1");

      assertThat(second).isEqualTo(first);
      assertTold(client.awaitNotifications(1).getFirst(), "halted", "risk.halt", first);
      ground.awaitAllFolded();
      assertThat(ground.reading().told("risk:halted")).hasSize(1);
      assertIsAsOnTheTopic(client.notifications(), "halted");
    }
  }

  /** Commands it and returns the event's id, once Kafka has it. */
  private static String halt(Part gateway, String account, String key) {
    URI address =
        URI.create(
            "http://localhost:%d/api/v1/accounts/%s/halt".formatted(gateway.port(), account));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Ground.BOUND)
            .header("Authorization", "Bearer " + SIGNER.operator())
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString("{\"reason\":\"maintenance\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = Ground.done(http.sendAsync(request, BodyHandlers.ofString()));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      return Reading.json(answer.body()).path("event_id").asText();
    }
  }

  @Test
  void anotherAccountsChannelIsRefused() {
    try (Client client = new Client(gateway.port())) {
      assertThat(
              client.authenticate(SIGNER.token(List.of("42"), inAnHour()), 1).get("type").asText())
          .isEqualTo("authenticated");

      assertRefused(client.subscribe("risk:43", 2), 403, "channel_forbidden");
      assertThat(client.subscribe("risk:42", 3).path("action").asText()).isEqualTo("subscribed");
    }
  }

  @Test
  void anExpiredTokenIsRefused() {
    String expired = SIGNER.token(List.of("42"), Instant.now().minus(Duration.ofMinutes(5)));

    assertRefused(answerTo(expired), 401, "token_expired");
  }

  @Test
  void aTokenOfAWrongKeyIsRefused() {
    assertRefused(answerTo(new Signer().token(List.of("42"), inAnHour())), 401, "token_invalid");
  }

  @Test
  void aTokenThatNobodySignedIsRefused() {
    assertRefused(answerTo(Signer.unsigned(List.of("42"), inAnHour())), 401, "token_invalid");
  }

  @Test
  void withoutATokenNothingIsHeard() {
    try (Client client = new Client(gateway.port())) {
      assertRefused(client.subscribe("risk:42", 1), 401, "not_authenticated");
    }
  }

  private static JsonNode answerTo(String token) {
    try (Client client = new Client(gateway.port())) {
      return client.authenticate(token, 1);
    }
  }

  private static Client subscribed(String account) {
    Client client = new Client(gateway.port());
    JsonNode authenticated = client.authenticate(SIGNER.token(List.of(account), inAnHour()), 1);
    assertThat(authenticated.path("type").asText()).isEqualTo("authenticated");
    JsonNode answer = client.subscribe("risk:" + account, 2);
    assertThat(answer.path("action").asText()).as("%s", answer).isEqualTo("subscribed");
    return client;
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1));
  }

  private static void assertRefused(JsonNode answer, int status, String code) {
    assertThat(answer.path("type").asText()).as("%s", answer).isEqualTo("error");
    assertThat(answer.path("status").asInt()).isEqualTo(status);
    assertThat(answer.path("code").asText()).isEqualTo(code);
    assertThat(answer.path("temporary").asBoolean(true)).isFalse();
  }

  private static void assertTold(JsonNode frame, String account, String type, String cause) {
    JsonNode told = frame.get("data");
    assertThat(frame.get("channel").asText()).isEqualTo("risk:" + account);
    assertThat(told.get("type").asText()).isEqualTo(type);
    assertThat(told.get("cause").asText()).isEqualTo(cause);
    assertThat(told.get("id").asText())
        .matches("risk\\.events-%d-\\d+-0".formatted(Ground.home(account)));
  }

  private static void assertIsAsOnTheTopic(List<JsonNode> frames, String account) {
    assertThat(frames.stream().map(frame -> frame.get("data")).toList())
        .isEqualTo(ground.reading().told("risk:" + account));
    Comparison comparison = ground.reading().compare(Worker.RISK);
    assertThat(comparison.lost() + comparison.doubled()).as("%s", comparison).isZero();
  }
}
