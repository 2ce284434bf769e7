package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import neuratrade.broker.junit.BrokerResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class StatesTest {

  private static final String FIRST = "{\"account_id\":\"s1\", \"version\":1}";
  private static final String SECOND = "{\"account_id\":\"s1\",\t\"version\":2}";

  @BeforeEach
  void theTablesAreThere() {
    Gateways.awaitReading();
  }

  @Test
  void aSubscriptionBeginsWithASnapshotAndHearsWhatChanges() throws Exception {
    try (Producing producing = new Producing();
        Client early = Client.subscribed(TestTokens.trusted().of("s1"), "risk:s1")) {
      producing.state("risk.state", "s1", FIRST);
      assertThat(early.nextText()).isEqualTo(frame("risk:s1", "s1", FIRST));

      try (Client late = Client.open()) {
        JsonNode snapshot = snapshot(late, "s1", "risk:s1");
        assertThat(snapshot.toString())
            .isEqualTo("[{\"key\":\"s1\",\"data\":" + Client.json(FIRST) + "}]");
        producing.state("risk.state", "s1", SECOND);

        assertThat(late.nextText()).isEqualTo(frame("risk:s1", "s1", SECOND));
        assertThat(early.nextText()).isEqualTo(frame("risk:s1", "s1", SECOND));
        producing.state("risk.state", "s1", null);
        assertThat(late.nextText()).isEqualTo(frame("risk:s1", "s1", "null"));
      }
    }
  }

  @Test
  void anOperatorHearsTheStatesOfAWholeFamilyAndOthersTheirOwn() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    try (Producing producing = new Producing();
        Client operator = Client.subscribed(tokens.operator(), "quests:*");
        Client holder = Client.subscribed(tokens.of("s3"), "quests:s3")) {
      producing.state("quest.state", "s2#a", "{\"version\":1}");
      assertThat(operator.nextText()).isEqualTo(frame("quests:s2", "s2#a", "{\"version\":1}"));
      producing.state("quest.state", "s3#b", "{\"version\":2}");

      assertThat(operator.nextText()).isEqualTo(frame("quests:s3", "s3#b", "{\"version\":2}"));
      assertThat(holder.nextText()).isEqualTo(frame("quests:s3", "s3#b", "{\"version\":2}"));
    }
  }

  @Test
  void theKillSwitchIsPartOfWhatEveryRiskSubscriptionKnows() throws Exception {
    try (Producing producing = new Producing();
        Client client = Client.subscribed(TestTokens.trusted().of("s4"), "risk:s4")) {
      producing.killSwitch(true);
      assertThat(client.nextText())
          .isEqualTo(frame("risk:all", "*", "{\"on\":true,\"version\":1}"));

      try (Client late = Client.open()) {
        assertThat(snapshot(late, "s4", "risk:s4").toString())
            .isEqualTo("[{\"key\":\"*\",\"data\":{\"on\":true,\"version\":1}}]");
      }
      producing.killSwitch(null);
      assertThat(client.nextText()).isEqualTo(frame("risk:all", "*", "null"));
    }
  }

  private static JsonNode snapshot(Client client, String account, String channel) throws Exception {
    client.say(
        "{\"action\":\"authenticate\",\"token\":\"" + TestTokens.trusted().of(account) + "\"}");
    assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
    client.say("{\"action\":\"subscribe\",\"channels\":[\"" + channel + "\"]}");
    return client.next().path("channels").path(0).path("snapshot");
  }

  private static String frame(String channel, String key, String data) {
    return "{\"type\":\"state\",\"channel\":\"%s\",\"key\":\"%s\",\"data\":%s}"
        .formatted(channel, key, data);
  }
}
