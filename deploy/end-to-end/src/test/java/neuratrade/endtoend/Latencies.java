package neuratrade.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** How long notifications took from this JVM's producer back to its clients. */
final class Latencies {

  private long[] nanos = new long[1 << 16];
  private int count;

  synchronized void take(JsonNode frame) {
    long sent = frame.at("/data/data/sent_ns").asLong();
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = System.nanoTime() - sent;
  }

  /** The 99th percentile, in milliseconds, of what came since the last time. */
  synchronized double drainP99Millis() {
    if (count == 0) {
      throw new IllegalStateException("nothing came");
    }
    Arrays.sort(nanos, 0, count);
    long p99 = nanos[(int) Math.ceil(0.99 * count) - 1];
    count = 0;
    return p99 / 1e6;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
