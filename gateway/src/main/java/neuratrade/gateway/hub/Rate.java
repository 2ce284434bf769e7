package neuratrade.gateway.hub;

import java.time.Duration;

/**
 * A bound on how often: so many a second, and as many at once after a second of none. What is
 * remembered is one number, the time up to which the turns that were taken reach.
 *
 * @param perSecond how many
 */
public record Rate(int perSecond) {

  public static final long REFUSED = Long.MIN_VALUE;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * Takes a turn.
   *
   * @param taken what was remembered, at first 0
   * @param nowNanos of a clock that begins at 0 or later
   * @return what is to be remembered, or {@link #REFUSED}
   */
  public long take(long taken, long nowNanos) {
    long reaches = Math.max(taken, nowNanos) + SECOND / perSecond;
    return reaches - nowNanos <= SECOND ? reaches : REFUSED;
  }
}
