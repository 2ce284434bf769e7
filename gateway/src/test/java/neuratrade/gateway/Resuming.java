package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a client does that comes back. */
final class Resuming {

  private Resuming() {}

  static Client authenticated(String account) throws Exception {
    Client client = Client.open();
    client.say(
        "{\"action\":\"authenticate\",\"token\":\"" + TestTokens.trusted().of(account) + "\"}");
    assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
    return client;
  }

  static JsonNode subscribe(Client client, String entry) throws Exception {
    client.say("{\"action\":\"subscribe\",\"channels\":[" + entry + "]}");
    JsonNode answer = client.next();
    assertThat(answer.path("action").asText()).as("%s", answer).isEqualTo("subscribed");
    return answer.path("channels").path(0);
  }

  /** Keeps the newest cursor of each lane. */
  static void keep(JsonNode message, Map<String, String> cursors) {
    List<String> told = new ArrayList<>();
    message.path("cursors").forEach(each -> told.add(each.asText()));
    if (message.has("cursor")) {
      told.add(message.path("cursor").asText());
    }
    told.forEach(each -> {
      String unused = cursors.put(each.substring(0, each.indexOf('.')), each);
    });
  }

  static String resuming(String channel, Map<String, String> cursors) {
    return "{\"channel\":\""
        + channel
        + "\",\"cursors\":[\""
        + String.join("\",\"", cursors.values())
        + "\"]}";
  }
}
