package neuratrade.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import neuratrade.pipeline.topic.Topics;

/**
 * One subscription as its client knows it, over all connections that it had: the newest cursor of
 * every lane, and what was heard.
 */
final class Subscribed {

  /**
   * What a gateway said that it cannot bring any more: of one lane, after one place up to another.
   */
  private record Missed(int lane, long after, long upTo) {}

  private final String channel;
  private final Map<Integer, String> cursors = new TreeMap<>();
  private final BitSet[] heard = new BitSet[Topics.PARTITIONS];
  private final long[] last = new long[Topics.PARTITIONS];
  private final long[] first = new long[Topics.PARTITIONS];
  private final List<Missed> missed = new ArrayList<>();
  private int unshown;
  private int doubled;
  private int reordered;

  Subscribed(String channel) {
    this.channel = channel;
    for (int lane = 0; lane < heard.length; lane++) {
      heard[lane] = new BitSet();
      last[lane] = -1;
    }
  }

  /** As a request says it, to go on where it was. */
  synchronized String wanted() {
    return cursors.isEmpty()
        ? "\"" + channel + "\""
        : cursors.values().stream()
            .map(cursor -> "\"" + cursor + "\"")
            .collect(
                Collectors.joining(",", "{\"channel\":\"" + channel + "\",\"cursors\":[", "]}"));
  }

  boolean hears(String told) {
    return channel.endsWith(":*")
        ? told.startsWith(channel.substring(0, channel.length() - 1))
        : told.equals(channel) || (channel.startsWith("risk:") && told.equals("risk:all"));
  }

  /** Takes the gateway's answer; false if it could not bring all that was told meanwhile. */
  synchronized boolean answered(JsonNode answer) {
    boolean begins = cursors.isEmpty();
    boolean recovered = answer.path("recovered").asBoolean(false);
    unshown += recovered || answer.path("snapshot").isArray() ? 0 : 1;
    for (JsonNode each : answer.path("cursors")) {
      String cursor = each.asText();
      int lane = lane(cursor);
      if (begins) {
        first[lane] = offset(cursor);
      }
      if (begins || !recovered) {
        if (!begins) {
          missed.add(new Missed(lane, last(lane), offset(cursor)));
        }
        cursors.put(lane, cursor);
      }
    }
    return recovered;
  }

  private long last(int lane) {
    return Math.max(first[lane], last[lane]);
  }

  synchronized void heard(String cursor) {
    int lane = lane(cursor);
    long offset = offset(cursor);
    if (heard[lane].get((int) offset)) {
      doubled++;
    } else if (offset < last[lane]) {
      reordered++;
    }
    heard[lane].set((int) offset);
    last[lane] = Math.max(last[lane], offset);
    cursors.put(lane, cursor);
  }

  /** How many of the records, by channel, it should have heard, did not, and was not told so. */
  synchronized int lost(Map<String, List<Told>> topic) {
    return (int) unheard(topic).filter(told -> !isMissed(told)).count();
  }

  /** How many it did not hear, and was told so. */
  synchronized int missed(Map<String, List<Told>> topic) {
    return (int) unheard(topic).filter(this::isMissed).count();
  }

  private Stream<Told> unheard(Map<String, List<Told>> topic) {
    return topic.entrySet().stream()
        .filter(channel -> hears(channel.getKey()))
        .flatMap(channel -> channel.getValue().stream())
        .filter(told -> told.offset() > first[told.lane()])
        .filter(told -> !heard[told.lane()].get((int) told.offset()));
  }

  private boolean isMissed(Told told) {
    return missed.stream()
        .anyMatch(gap ->
            gap.lane == told.lane() && told.offset() > gap.after && told.offset() <= gap.upTo);
  }

  /** How often it was told that something is missing, and not what the state is. */
  synchronized int unshown() {
    return unshown;
  }

  synchronized int doubled() {
    return doubled;
  }

  synchronized int reordered() {
    return reordered;
  }

  private static int lane(String cursor) {
    return Integer.parseInt(cursor.substring(0, cursor.indexOf('.')));
  }

  private static long offset(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('.') + 1, cursor.lastIndexOf('-')));
  }
}
