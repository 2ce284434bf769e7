package neuratrade.benchmark.process;

import java.util.Arrays;
import java.util.List;

/**
 * What it cost a process to get something done.
 *
 * @param count of events, or messages
 * @param nanos how long it took
 * @param cpuNanos the process's user and system time
 */
public record Measured(long count, long nanos, long cpuNanos) {

  public double perSecond() {
    return count * 1e9 / nanos;
  }

  /** Microseconds of CPU for one of them. */
  public double cpuMicrosEach() {
    return cpuNanos / 1e3 / count;
  }

  /** As it goes from process to process. */
  public String line() {
    return count + " " + nanos + " " + cpuNanos;
  }

  public static Measured parse(String line) {
    List<Long> numbers = Arrays.stream(line.split(" ", 0)).map(Long::valueOf).toList();
    return new Measured(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
