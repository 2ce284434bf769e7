package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class CommandsTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Http operator = Http.with(TestTokens.trusted().operator());
  private final String account = "c" + NUMBER.incrementAndGet();

  @BeforeEach
  void theTopicIsThere() {
    Gateways.awaitReading();
    Gateways.create(Topics.input(Topics.RISK_EVENTS, Topics.PARTITIONS, Topics.EVENTS_KEPT));
  }

  @Test
  void aCommandIsInItsTopicWhenItIsAccepted() throws Exception {
    HttpResponse<String> halt = post("halt", "{\"reason\":\"maintenance\"}");

    assertThat(halt.statusCode()).as(halt.body()).isEqualTo(202);
    String id = Client.json(halt.body()).path("event_id").asText();
    ConsumerRecord<String, String> record = only(Written.to(Topics.RISK_EVENTS, account));
    JsonNode event = Client.json(record.value());
    assertThat(event.path("type").asText()).isEqualTo("halt_requested");
    assertThat(event.path("id").asText()).isEqualTo(id).isNotEmpty();
    assertThat(event.path("account_id").asText()).isEqualTo(account);
    assertThat(event.path("requested_by").asText()).isEqualTo("someone");
    assertThat(event.path("reason").asText()).isEqualTo("maintenance");
    assertThat(record.partition()).isEqualTo(Written.partition(account));
  }

  @Test
  void eachCommandHasItsEvent() throws Exception {
    assertThat(post("resume", "").statusCode()).isEqualTo(202);
    assertThat(post("peak-reset", "{\"peak\":\"1000\"}").statusCode()).isEqualTo(202);
    String limits = "{\"limits\":{\"halt_drawdown\":\"0.2\",\"warning_drawdown\":null}}";
    assertThat(post("limits", limits).statusCode()).isEqualTo(202);

    assertThat(Written.to(Topics.RISK_EVENTS, account))
        .extracting(record -> Client.json(record.value()).path("type").asText())
        .containsExactly("resume_requested", "peak_reset", "limits_set");
  }

  @Test
  void theKillSwitchIsOnEveryPartitionUnderOneId() throws Exception {
    Gateways.beginTransactions();
    HttpResponse<String> answer =
        operator.post("/api/v1/kill-switch", "{\"on\":true,\"reason\":\"" + account + "\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = Client.json(answer.body()).path("event_id").asText();
    // Confirmed is what must become visible, and does a moment later.
    await()
        .atMost(Client.BOUND)
        .untilAsserted(() ->
            assertThat(Written.to(Topics.RISK_EVENTS, "*"))
                .filteredOn(record -> Client.json(record.value()).path("id").asText().equals(id))
                .allSatisfy(record -> {
                  JsonNode event = Client.json(record.value());
                  assertThat(event.path("type").asText()).isEqualTo("kill_switch_set");
                  assertThat(event.path("on").asBoolean()).isTrue();
                  assertThat(event.path("reason").asText()).isEqualTo(account);
                  assertThat(event.path("requested_by").asText()).isEqualTo("someone");
                })
                .extracting(ConsumerRecord::partition)
                .hasSize(Topics.PARTITIONS)
                .doesNotHaveDuplicates());
  }

  @Test
  void aRepeatHasTheSameId() throws Exception {
    HttpResponse<String> first = post("resume", "{}", "Idempotency-Key", "k1");
    HttpResponse<String> again = post("resume", "{}", "Idempotency-Key", "k1");
    HttpResponse<String> other = post("resume", "{}", "Idempotency-Key", "k2");
    HttpResponse<String> without = post("resume", "{}");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(List.of(first.body(), other.body(), without.body())).doesNotHaveDuplicates();
    assertThat(Written.to(Topics.RISK_EVENTS, account))
        .as("the fold knows repeats, the gateway does not")
        .hasSize(4);
  }

  @Test
  void whatTheStageWouldNotTakeIsRefusedAndNotWritten() throws Exception {
    Http.isProblem(post("halt", "{}"), 400, "missing_field");
    Http.isProblem(post("limits", "{\"limits\":[7]}"), 400, "invalid_field");
    Http.isProblem(operator.post("/api/v1/kill-switch", "{\"on\":true}"), 400, "missing_field");
    Http.isProblem(post("halt", "nonsense"), 400, "malformed");
    Http.isProblem(post("halt", "[]"), 400, "malformed");
    Http.isProblem(post("halt", "{\"reason\":\"a\"} {}"), 400, "malformed");
    Http.isProblem(post("peak-reset", "{\"peak\":1e99999999}"), 400, "number_out_of_range");
    Http.isProblem(
        post("halt", "{\"reason\":\"" + "x".repeat(2_000) + "\"}"), 400, "invalid_field");
    Http.isProblem(post("resume", "{}", "Idempotency-Key", "k".repeat(256)), 400, "invalid_field");
    Http.isProblem(
        post("halt", "{\"reason\":\"" + "x".repeat(20_000) + "\"}"),
        413,
        "request_entity_too_large");

    assertThat(Written.to(Topics.RISK_EVENTS, account)).isEmpty();
  }

  @Test
  void onlyOperatorsCommand() throws Exception {
    Http.isProblem(
        Http.with(TestTokens.trusted().of(account))
            .post("/api/v1/accounts/" + account + "/halt", "{\"reason\":\"r\"}"),
        403,
        "forbidden");
    Http.isProblem(
        Http.with(TestTokens.trusted().of(account))
            .post("/api/v1/kill-switch", "{\"on\":false,\"reason\":\"r\"}"),
        403,
        "forbidden");
    Http.isProblem(
        Http.with("nonsense").post("/api/v1/accounts/" + account + "/halt", "{\"reason\":\"r\"}"),
        401,
        "token_invalid");

    assertThat(Written.to(Topics.RISK_EVENTS, account)).isEmpty();
  }

  @Test
  void elsewhereAndOtherwiseIsAProblem() throws Exception {
    HttpResponse<String> get = operator.get("/api/v1/accounts/1/halt");
    Http.isProblem(get, 405, "method_not_allowed");
    assertThat(get.headers().firstValue("allow")).contains("POST");
    Http.isProblem(operator.post("/api/v1/accounts/1/risk", "{}"), 405, "method_not_allowed");
    Http.isProblem(operator.get("/api/v1/nothing"), 404, "not_found");
    Http.isProblem(
        operator.post("/api/v1/accounts/*/halt", "{\"reason\":\"r\"}"), 400, "invalid_field");
  }

  private HttpResponse<String> post(String command, String body, String... headers)
      throws Exception {
    return operator.post("/api/v1/accounts/" + account + "/" + command, body, headers);
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }
}
