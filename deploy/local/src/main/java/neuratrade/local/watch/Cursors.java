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
  private final Map<String, Map<String, String>> highest = new HashMap<>();

  /** Takes what the gateway says of a subscription: where each lane begins. */
  void begin(String channel, JsonNode cursors) {
    Map<String, String> byLane = new LinkedHashMap<>();
    cursors.forEach(cursor -> byLane.put(lane(cursor.asText()), cursor.asText()));
    highest.put(channel, byLane);
  }

  /**
   * Takes the cursor of what came, which counts for each of the channels that it came for.
   *
   * @param channel where it was told
   */
  void move(String channel, String cursor) {
    highest.forEach((subscribed, byLane) -> {
      if (hears(subscribed, channel)) {
        byLane.merge(lane(cursor), cursor, Cursors::higher);
      }
    });
  }

  /** In any order; none if nothing is known of the channel. */
  List<String> of(String channel) {
    return new ArrayList<>(highest.getOrDefault(channel, Map.of()).values());
  }

  private static boolean hears(String subscribed, String channel) {
    if (subscribed.endsWith(":*")) {
      return channel.startsWith(subscribed.substring(0, subscribed.length() - 1));
    }
    return subscribed.equals(channel)
        || (channel.equals(BROADCAST) && subscribed.startsWith("risk:"));
  }

  private static String higher(String one, String other) {
    return place(one) > place(other) ? one : other;
  }

  private static String lane(String cursor) {
    return cursor.substring(0, Math.max(0, cursor.indexOf('.')));
  }

  /** It stands between the lane and the topic, and is -1 before the first. */
  private static long place(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('.') + 1, cursor.lastIndexOf('-')));
  }
}
