package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class AccountsTest {

  private static final String RECORD =
      "{\"account_id\":\"%s\",\"trading_allowed\":%s,\"equity\":\"848.50\",\"version\":7}";

  private final Http http = Http.with(TestTokens.trusted().of("r1", "r2", "r3", "q1"));

  @BeforeEach
  void theTablesAreThere() throws Exception {
    Gateways.awaitReading();
  }

  @Test
  void anAccountMayTradeWhenItsRecordAllowsItAndTheSwitchIsOff() throws Exception {
    try (Producing producing = new Producing()) {
      producing.state("risk.state", "r1", RECORD.formatted("r1", true));
      producing.state("risk.state", "r2", RECORD.formatted("r2", false));

      JsonNode allowed = awaitRisk("r1", "account");
      JsonNode halted = awaitRisk("r2", "account");

      assertThat(allowed.path("account").path("equity").asText()).isEqualTo("848.50");
      assertThat(allowed.path("kill_switch").isNull()).isTrue();
      assertThat(allowed.path("may_trade").asBoolean()).isTrue();
      assertThat(halted.path("may_trade").asBoolean(true)).isFalse();

      producing.killSwitch(true);
      JsonNode switched = awaitRisk("r1", "kill_switch");
      assertThat(switched.path("account").path("trading_allowed").asBoolean()).isTrue();
      assertThat(switched.path("kill_switch").path("on").asBoolean()).isTrue();
      assertThat(switched.path("may_trade").asBoolean(true)).isFalse();

      producing.killSwitch(false);
      await().atMost(Client.BOUND).until(() -> risk("r1").path("may_trade").asBoolean());
      producing.killSwitch(null);
    }
  }

  @Test
  void anAccountWithoutARecordMayNotTrade() throws Exception {
    assertThat(http.get("/api/v1/accounts/r3/risk").body())
        .isEqualTo("{\"account\":null,\"kill_switch\":null,\"may_trade\":false}");
  }

  @Test
  void anAccountsQuestsAreListedAsTheyLie() throws Exception {
    String quest = "{\"account_id\":\"q1\", \"quest_id\":\"%s\",\t\"version\":1}";
    try (Producing producing = new Producing()) {
      producing.state("quest.state", "q1#a", quest.formatted("a"));
      producing.state("quest.state", "q1#b", quest.formatted("b"));

      await()
          .atMost(Client.BOUND)
          .untilAsserted(() ->
              assertThat(http.get("/api/v1/accounts/q1/quests").body())
                  .isEqualTo(
                      "{\"quests\":[" + quest.formatted("a") + "," + quest.formatted("b") + "]}"));
    }
  }

  @Test
  void onlyItsHolderAndOperatorsSeeAnAccount() throws Exception {
    assertThat(http.get("/api/v1/accounts/other/risk"))
        .satisfies(response -> Http.isProblem(response, 403, "forbidden"));
    assertThat(http.get("/api/v1/accounts/*/risk"))
        .satisfies(response -> Http.isProblem(response, 400, "invalid_field"));
    assertThat(Http.with("nonsense").get("/api/v1/accounts/r3/risk"))
        .satisfies(response -> Http.isProblem(response, 401, "token_invalid"));
    HttpResponse<String> without = Gateways.get("/api/v1/accounts/r3/quests");
    assertThat(without).satisfies(response -> Http.isProblem(response, 401, "not_authenticated"));
    assertThat(without.headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(Http.with(TestTokens.trusted().operator()).get("/api/v1/accounts/r3/risk"))
        .satisfies(response -> assertThat(response.statusCode()).isEqualTo(200));
  }

  @Test
  void theTablesAreMeasured() throws Exception {
    assertThat(Gateways.get("/q/metrics").body())
        .contains("neuratrade_gateway_state_loaded{family=\"risk\"} 1.0")
        .contains("neuratrade_gateway_state_bytes{family=\"quests\"}");
  }

  private JsonNode awaitRisk(String account, String part) throws Exception {
    await().atMost(15, TimeUnit.SECONDS).until(() -> !risk(account).path(part).isNull());
    return risk(account);
  }

  private JsonNode risk(String account) throws Exception {
    HttpResponse<String> response = http.get("/api/v1/accounts/" + account + "/risk");
    assertThat(response.statusCode()).isEqualTo(200);
    return Client.json(response.body());
  }
}
