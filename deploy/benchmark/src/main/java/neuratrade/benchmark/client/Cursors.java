package neuratrade.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The newest place in each lane up to which a client has all: it resumes after them. */
final class Cursors {

  private static final String MARK = "\"cursor\":\"";

  private final Map<String, String> byLane = new TreeMap<>();

  /** Takes over where the gateway says that a subscription begins. */
  void begin(JsonNode cursors) {
    byLane.clear();
    cursors.forEach(cursor -> byLane.put(lane(cursor.asText()), cursor.asText()));
  }

  /**
   * Goes on to where this notification stands.
   *
   * @throws IllegalStateException if it is no newer than what was there
   */
  void pass(String notification) {
    int from = notification.indexOf(MARK) + MARK.length();
    String cursor = notification.substring(from, notification.indexOf('"', from));
    String last = byLane.put(lane(cursor), cursor);
    if (last == null || offset(cursor) <= offset(last)) {
      throw new IllegalStateException("%s came after %s".formatted(cursor, last));
    }
  }

  Collection<String> newest() {
    return byLane.values();
  }

  private static String lane(String cursor) {
    return cursor.substring(0, cursor.indexOf('.'));
  }

  /** It stands between the lane and the topic's incarnation, and is -1 before the first record. */
  private static long offset(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('.') + 1, cursor.lastIndexOf('-')));
  }
}
