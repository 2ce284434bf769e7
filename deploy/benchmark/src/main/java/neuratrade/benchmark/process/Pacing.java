package neuratrade.benchmark.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each of evenly paced things is due.
 *
 * @param begin of the first one, as {@link System#nanoTime} has it
 * @param rate of them a second
 */
public record Pacing(long begin, int rate) {

  private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Begins shortly, so that the first one is not late already. */
  public static Pacing soon(int rate) {
    return new Pacing(System.nanoTime() + AHEAD_NANOS, rate);
  }

  public long due(int number) {
    return begin + TimeUnit.SECONDS.toNanos(1) * number / rate;
  }

  /** Returns when it is due; at once if it was. */
  public void await(int number) {
    long due = due(number);
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
  }
}
