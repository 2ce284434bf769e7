package neuratrade.gateway.hub;

import java.time.Duration;

/** Remembers when a client's last errors were, to know one that does nothing else. */
final class ErrorWindow {

  private static final int MOST = 20;
  private static final long WITHIN = Duration.ofSeconds(10).toNanos();

  private final long[] times = new long[MOST];
  private int count;

  /** Notes an error; true if it is the 20th within 10 s. */
  boolean add(long nowNanos) {
    times[count % MOST] = nowNanos;
    count++;
    return count >= MOST && nowNanos - times[count % MOST] <= WITHIN;
  }
}
