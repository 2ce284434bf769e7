package neuratrade.endtoend;

import java.util.List;
import java.util.Map;

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

  int notificationCount() {
    return notifications.values().stream().mapToInt(List::size).sum();
  }
}
