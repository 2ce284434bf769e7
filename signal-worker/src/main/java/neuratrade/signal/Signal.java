package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.signal.quality.Quality;
import org.jspecify.annotations.Nullable;

/**
 * A signal that lives.
 *
 * @param idea what it says
 * @param fingerprint of the idea: the same idea is the same signal
 * @param quality when it was last renewed
 * @param expiresAt when it ends unless it is renewed
 * @param renewedAt the broker's time of the newest event that bore it out
 * @param isTold whether people know that it lives
 * @param mutedUntil it is not told before this; null if it may be told at once
 */
public record Signal(
    Idea idea,
    String fingerprint,
    Quality quality,
    Instant expiresAt,
    Instant renewedAt,
    boolean isTold,
    @Nullable Instant mutedUntil) {

  /**
   * What a signal says.
   *
   * @param strength how much there is in it
   * @param confidence 0 to 1
   * @param profitPotential as a part of the price; null if nobody can say
   * @param risk 0 to 1
   * @param exchanges in order
   * @param components what it rests on, in order
   */
  public record Idea(
      Kind kind,
      Side side,
      Strength strength,
      BigDecimal confidence,
      @Nullable BigDecimal profitPotential,
      BigDecimal risk,
      List<String> exchanges,
      List<String> components) {

    public Idea {
      exchanges = List.copyOf(exchanges);
      components = List.copyOf(components);
    }
  }

  boolean isToBeTold(Instant at) {
    return !isTold && (mutedUntil == null || !at.isBefore(mutedUntil));
  }

  Signal told() {
    return new Signal(idea, fingerprint, quality, expiresAt, renewedAt, true, null);
  }
}
