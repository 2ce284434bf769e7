package neuratrade.local.run;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An agent in every part: it ends the part's JVM when the supervisor is gone, however that went.
 * The supervisor holds the other end of standard input and never writes to it, so the end of the
 * input is the end of the supervisor.
 *
 * <p>An agent, and not a main class around the part's own, so that {@code java -jar} stays what it
 * is. Its two threads live as long as the JVM and are daemons of it.
 */
public final class Leash {

  private static final int EXIT_CODE = 143;
  private static final long SHUTDOWN_SECONDS = 8;

  private Leash() {}

  /** Called by the JVM before the part's main class. */
  public static void premain(@Nullable String unused) {
    Thread.ofPlatform().name("leash").daemon().start(Leash::hold);
  }

  private static void hold() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; were it, it would mean nothing.
      }
    } catch (IOException e) {
      System.err.println("leash: " + e + ": taken as the supervisor's end");
    }
    System.err.println("leash: the supervisor is gone, ending");
    Thread.ofPlatform().name("leash-exit").daemon().start(() -> System.exit(EXIT_CODE));
    try {
      if (new CountDownLatch(1).await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
