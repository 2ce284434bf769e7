package neuratrade.benchmark.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import neuratrade.benchmark.process.Measured;

/**
 * Has the server send as fast as it can, and never more at a time than asked for: the next messages
 * become due when every client has the last ones.
 *
 * @param server whose CPU is measured
 */
record Drain(Crowd crowd, Feed feed, ProcessHandle server) {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final long TURN_MILLIS = 100;

  /**
   * @param burst messages that are due to each client at a time
   * @throws IllegalStateException if a client does not get each of them once
   */
  Measured measure(int burst, int warmUpMillis, int millis) {
    crowd.restart();
    crowd.check(burst * rounds(burst, warmUpMillis));
    crowd.restart();
    Duration cpu = cpu();
    long begin = System.nanoTime();
    int each = burst * rounds(burst, millis);
    long nanos = System.nanoTime() - begin;
    long cpuNanos = cpu().minus(cpu).toNanos();
    crowd.check(each);
    return new Measured(crowd.received(), nanos, cpuNanos);
  }

  private int rounds(int burst, int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    int rounds = 0;
    while (System.nanoTime() < end) {
      long wanted = crowd.received() + (long) crowd.size() * burst;
      long deadline = System.nanoTime() + BOUND.toNanos();
      feed.send(burst);
      while (crowd.received() < wanted) {
        crowd.turn(TURN_MILLIS);
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%d messages are missing after %s".formatted(wanted - crowd.received(), BOUND));
        }
      }
      rounds++;
    }
    return rounds;
  }

  private Duration cpu() {
    return server
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("this system does not tell a process's CPU"));
  }
}
