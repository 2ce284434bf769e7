package neuratrade.local.watch;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many notifications came, by type. Any thread may ask. */
public final class Tally {

  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void count(String type) {
    counts.merge(type, 1, Integer::sum);
  }

  /** A line for each type that came, and one for all. */
  @Override
  public synchronized String toString() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
            .map(each -> line(each.getKey(), each.getValue()))
            .collect(Collectors.joining())
        + line("all", all).stripTrailing();
  }

  private static String line(String type, int count) {
    return "%-28s %6d%n".formatted(type, count);
  }
}
