package neuratrade.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each subscription has come in each lane, which is what a gateway needs to know to go on
 * from there: at most twelve lanes, or as many as there are, a channel.
 */
final class Cursors {

  private static final String BROADCAST = "risk:all";

  // A cursor by its lane, by channel.
  private final Map<String, Map<String, String>> newest = new HashMap<>();

  /** Takes what the gateway says of a subscription: where each lane begins. */
  void begin(String channel, JsonNode cursors) {
    cursors.forEach(cursor -> put(channel, cursor.asText()));
  }

  /**
   * Takes the cursor of what came, which counts for each of the channels that it came for.
   *
   * @param channel where it was told
   */
  void move(String channel, String cursor) {
    for (String subscribed : List.copyOf(newest.keySet())) {
      if (hears(subscribed, channel)) {
        put(subscribed, cursor);
      }
    }
  }

  /** In any order; none if nothing is known of the channel. */
  List<String> of(String channel) {
    return new ArrayList<>(newest.getOrDefault(channel, Map.of()).values());
  }

  private static boolean hears(String subscribed, String channel) {
    if (subscribed.endsWith(":*")) {
      return channel.startsWith(subscribed.substring(0, subscribed.length() - 1));
    }
    return subscribed.equals(channel)
        || (channel.equals(BROADCAST) && subscribed.startsWith("risk:"));
  }

  private void put(String channel, String cursor) {
    String lane = cursor.substring(0, Math.max(0, cursor.indexOf('.')));
    newest.computeIfAbsent(channel, each -> new LinkedHashMap<>()).put(lane, cursor);
  }
}
