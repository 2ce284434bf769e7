package neuratrade.benchmark.client;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The times from when messages were due until clients had them, in microseconds. */
final class Latencies {

  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(HIGHEST_MICROS, DIGITS);
  private final Schedule schedule;
  private final int warmUp;

  /**
   * @param warmUp how many messages are not counted
   */
  Latencies(Schedule schedule, int warmUp) {
    this.schedule = schedule;
    this.warmUp = warmUp;
  }

  void received(int message) {
    if (message >= warmUp) {
      long nanos = System.nanoTime() - schedule.pacing().due(message);
      histogram.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }
  }

  Histogram histogram() {
    return histogram;
  }
}
