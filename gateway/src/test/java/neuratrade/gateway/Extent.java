package neuratrade.gateway;

import java.time.Duration;

/**
 * How much the tests do: as much as shows what they say, or as much as they can with {@code
 * -Pthorough}.
 */
final class Extent {

  private static final boolean THOROUGH = Boolean.getBoolean("thorough");

  /** Connections on which nothing is said, all at once. */
  static final int HALF_OPEN = THOROUGH ? 10_000 : 2_000;

  /** How long the gateway waits for a request, in which all of these connections are opened. */
  static final Duration REQUEST_WITHIN = Duration.ofSeconds(THOROUGH ? 8 : 5);

  private Extent() {}
}
