package neuratrade.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How what was seen differs from what must be. Values are compared whole, so one whose content is
 * another counts as lost and as doubled.
 *
 * @param notifications how many must be told
 * @param lost those that were not told
 * @param doubled those that were told once too often, or though nothing in the log says so
 * @param reordered places in the channels' orders that are taken by another than must be there
 * @param others dead letters and states that are missing, too many, or not as they must be
 * @param examples the first differences, for people
 */
record Comparison(
    int notifications, int lost, int doubled, int reordered, int others, List<String> examples) {

  private static final int MOST_EXAMPLES = 10;

  static Comparison of(Outcome expected, Outcome seen) {
    List<String> examples = new ArrayList<>();
    int lost = 0;
    int doubled = 0;
    int reordered = 0;
    for (String channel : keys(expected.notifications(), seen.notifications())) {
      List<String> must = expected.notifications().getOrDefault(channel, List.of());
      List<String> is = seen.notifications().getOrDefault(channel, List.of());
      lost += surplus(must, is, "lost", examples);
      doubled += surplus(is, must, "doubled", examples);
      reordered += reordered(must, is, examples);
    }
    int others = 0;
    for (String partition : keys(expected.deadLetters(), seen.deadLetters())) {
      List<String> must = expected.deadLetters().getOrDefault(partition, List.of());
      List<String> is = seen.deadLetters().getOrDefault(partition, List.of());
      others += surplus(must, is, "no dead letter of " + partition, examples);
      others += surplus(is, must, "a dead letter too many of " + partition, examples);
    }
    for (String aggregate : keys(expected.states(), seen.states())) {
      String must = expected.states().getOrDefault(aggregate, "nothing");
      String is = seen.states().getOrDefault(aggregate, "nothing");
      if (!must.equals(is)) {
        others++;
        example(examples, "state of " + aggregate + " is " + is + " and not " + must);
      }
    }
    return new Comparison(
        expected.notificationCount(), lost, doubled, reordered, others, List.copyOf(examples));
  }

  boolean isExact() {
    return lost == 0 && doubled == 0 && reordered == 0 && others == 0;
  }

  /** {@code lost=0 doubled=0 reordered=0}. */
  String figures() {
    return "lost=%d doubled=%d reordered=%d".formatted(lost, doubled, reordered);
  }

  private static <V> Set<String> keys(Map<String, V> expected, Map<String, V> seen) {
    Set<String> keys = new HashSet<>(expected.keySet());
    keys.addAll(seen.keySet());
    return keys;
  }

  /** How many of {@code these} have no match of their own among {@code those}. */
  private static int surplus(
      List<String> these, List<String> those, String name, List<String> examples) {
    Map<String, Integer> left = new HashMap<>();
    those.forEach(each -> left.merge(each, 1, Integer::sum));
    int surplus = 0;
    for (String each : these) {
      if (left.merge(each, -1, Integer::sum) < 0) {
        surplus++;
        example(examples, name + ": " + each);
      }
    }
    return surplus;
  }

  private static int reordered(List<String> must, List<String> is, List<String> examples) {
    Set<String> mustOnce = new LinkedHashSet<>(must);
    Set<String> isOnce = new LinkedHashSet<>(is);
    mustOnce.retainAll(new HashSet<>(is));
    isOnce.retainAll(new HashSet<>(must));
    List<String> right = List.copyOf(mustOnce);
    List<String> found = List.copyOf(isOnce);
    int reordered = 0;
    for (int i = 0; i < right.size(); i++) {
      if (!right.get(i).equals(found.get(i))) {
        reordered++;
        example(examples, "in the place of " + right.get(i) + " is " + found.get(i));
      }
    }
    return reordered;
  }

  private static void example(List<String> examples, String text) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(text);
    }
  }
}
