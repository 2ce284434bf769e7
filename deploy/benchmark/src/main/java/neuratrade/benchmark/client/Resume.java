package neuratrade.benchmark.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Kills the clients' server while it sends to them, and has them all resume at another: what the
 * first did not bring and what came after it.
 *
 * @param server that is killed
 * @param port of the other one
 */
record Resume(Crowd crowd, Feed feed, ProcessHandle server, int port) {

  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final long TURN_MILLIS = 100;
  private static final int MOST_JOINING = 500;
  private static final int BEFORE = 1;

  /** So many that the server is not done with them when half of the clients have one. */
  private static final int AT_THE_KILL = 3;

  /** So that nobody has missed nothing. */
  private static final int AFTER = 1;

  /**
   * How long it took, from the kill on.
   *
   * @param subscribedNanos until all had subscribed again
   * @param nanos until they had all that they missed
   */
  record Resumed(long subscribedNanos, long nanos) {}

  /**
   * @throws IllegalStateException if a client is not brought each message once
   */
  Resumed measure() {
    long size = crowd.size();
    crowd.restart();
    feed.send(BEFORE);
    await(() -> crowd.received() == size * BEFORE);
    feed.send(AT_THE_KILL);
    await(() -> crowd.received() >= size * BEFORE + size / 2);

    long begin = System.nanoTime();
    if (!server.destroyForcibly()) {
      throw new IllegalStateException("the server cannot be killed");
    }
    crowd.moveTo(port);
    feed.send(AFTER);
    await(crowd::isComplete);
    long subscribed = System.nanoTime();
    int each = BEFORE + AT_THE_KILL + AFTER;
    await(() -> crowd.received() >= size * each);
    long end = System.nanoTime();
    crowd.check(each);

    // Had anything been doubled, it would come before this.
    feed.send(1);
    await(() -> crowd.received() >= size * (each + 1));
    crowd.check(each + 1);
    return new Resumed(subscribed - begin, end - begin);
  }

  private void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "after %s %d messages have come, and %s subscribed"
                .formatted(BOUND, crowd.received(), crowd.isComplete() ? "all have" : "not all"));
      }
      crowd.comeBack(MOST_JOINING);
      crowd.turn(TURN_MILLIS);
    }
  }
}
