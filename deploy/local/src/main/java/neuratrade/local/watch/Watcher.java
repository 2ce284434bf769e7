package neuratrade.local.watch;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches for as long as is wanted, over as many connections as that takes. */
public final class Watcher {

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Supplier<URI> gateway;
  private final Subscription subscription;
  private final PrintStream aside;

  /** How watching ended. */
  public enum End {
    /** What was waited for came. */
    CAME,
    TIME_IS_OVER,
    /** The gateway will not have us. */
    REFUSED
  }

  /**
   * @param gateway where to connect, asked before each attempt
   * @param token makes one for the channels
   * @param silence after so much of it the gateway is pinged; after as much again it is connected
   *     to anew
   * @param aside what is no notification is said here
   */
  public Watcher(
      Supplier<URI> gateway,
      List<String> channels,
      Supplier<String> token,
      Duration silence,
      Printed printed,
      Tally tally,
      PrintStream out,
      PrintStream aside) {
    this.gateway = gateway;
    this.subscription = new Subscription(channels, token, silence, printed, tally, out, aside);
    this.aside = aside;
  }

  /**
   * Prints what is told.
   *
   * @param until the type of notification that ends it; null for none
   * @param time after which it ends; null for never
   */
  public End run(@Nullable String until, @Nullable Duration time) {
    Long deadline = time == null ? null : System.nanoTime() + time.toNanos();
    Duration wait = FIRST_WAIT;
    String said = "";
    while (deadline == null || deadline - System.nanoTime() > 0) {
      long begun = System.nanoTime();
      try {
        if (subscription.follow(gateway.get(), until, deadline).isPresent()) {
          return End.CAME;
        }
      } catch (RefusedException e) {
        aside.println("watch: the gateway refuses: " + e.getMessage());
        return End.REFUSED;
      } catch (ConnectionLostException e) {
        boolean lasted = System.nanoTime() - begun > LONGEST_WAIT.toNanos();
        wait = lasted ? FIRST_WAIT : min(wait.multipliedBy(2), LONGEST_WAIT);
        if (lasted || !said.equals(e.getMessage())) {
          aside.println("watch: no connection (%s), trying again".formatted(e.getMessage()));
          said = String.valueOf(e.getMessage());
        }
        pause(wait, deadline);
      }
    }
    if (until != null) {
      aside.println("watch: no %s came within the time that was given".formatted(until));
    }
    return End.TIME_IS_OVER;
  }

  private static void pause(Duration wait, @Nullable Long deadline) {
    long nanos = wait.toNanos();
    if (deadline != null) {
      nanos = Math.min(nanos, Math.max(0, deadline - System.nanoTime()));
    }
    try {
      if (new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS)) {
        throw new AssertionError("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
