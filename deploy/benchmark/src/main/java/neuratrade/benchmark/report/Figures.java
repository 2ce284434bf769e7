package neuratrade.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, run by run, under names that carry their unit. */
public final class Figures {

  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  public void add(String name, double value) {
    samples.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
  }

  /** Whether it was measured. */
  public boolean has(String name) {
    return samples.containsKey(name);
  }

  /** The median of a figure's runs; of an even number of runs the mean of the middle two. */
  public double median(String name) {
    List<Double> values = samples.get(name);
    if (values == null) {
      throw new IllegalArgumentException("nothing was measured as " + name);
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median of each figure, in the order in which they were first measured. */
  public Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    samples.keySet().forEach(name -> medians.put(name, median(name)));
    return medians;
  }
}
