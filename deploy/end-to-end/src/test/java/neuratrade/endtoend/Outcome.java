package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Event;
import org.jspecify.annotations.Nullable;

/**
 * What became of a log, as the pipeline wrote it or as {@link LogFold} says that it must be.
 *
 * @param notifications whole values, by channel, in the order in which they are told
 * @param deadLetters {@code offset reason}, by partition, in order
 * @param states what is stored last of each aggregate, the internal part included
 */
record Outcome(
    Map<String, List<String>> notifications,
    Map<String, List<String>> deadLetters,
    Map<String, String> states) {

  private static final char PART = '#';
  private static final List<String> WRITTEN = List.of("version", "updated_at", "time_remaining");

  int notificationCount() {
    return notifications.values().stream().mapToInt(List::size).sum();
  }

  /** What {@link #states} calls a stored part; what every partition has is told apart by it. */
  static String name(int partition, String key) {
    return key.equals(Event.SHARED) ? key + " of " + partition : key;
  }

  /**
   * A stored part as {@link #states} holds it. A part of several leaves out what says when it was
   * written: a batch writes it once, with the number of the aggregate's last record, however many
   * came since the part changed.
   */
  static String stored(String key, byte[] value, byte @Nullable [] internal) {
    String text = new String(value, UTF_8);
    if (key.indexOf(PART) >= 0) {
      ObjectNode fields = (ObjectNode) Reading.json(text);
      text = fields.without(WRITTEN).toString();
    }
    return text + (internal == null ? "" : " " + HexFormat.of().formatHex(internal));
  }
}
