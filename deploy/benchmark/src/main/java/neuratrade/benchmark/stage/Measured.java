package neuratrade.benchmark.stage;

import java.util.List;

/**
 * What a drain cost between two commits.
 *
 * @param events how many were committed
 * @param nanos how long it took
 * @param cpuNanos the process's user and system time
 */
record Measured(long events, long nanos, long cpuNanos) {

  double eventsPerSecond() {
    return events * 1e9 / nanos;
  }

  double cpuMicrosPerEvent() {
    return cpuNanos / 1e3 / events;
  }

  /** As a subject's process tells it. */
  String line() {
    return events + " " + nanos + " " + cpuNanos;
  }

  static Measured parse(String line) {
    List<Long> numbers = java.util.Arrays.stream(line.split(" ", 0)).map(Long::valueOf).toList();
    return new Measured(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
