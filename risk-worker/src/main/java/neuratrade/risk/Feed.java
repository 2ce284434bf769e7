package neuratrade.risk;

import java.time.Duration;
import java.time.Instant;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import org.jspecify.annotations.Nullable;

/**
 * How an account is heard of.
 *
 * @param quietSince the broker's time of the newest equity, or of the first event before that
 * @param openPositions by the last report, 0 if it did not say
 * @param staleTold whether people know that no equity comes
 * @param heardAt the broker's time of the newest event of any kind
 */
record Feed(Instant quietSince, int openPositions, boolean staleTold, Instant heardAt) {

  /** An account with something at stake whose equity is not heard of for so long is told. */
  static final Duration EQUITY_EXPECTED = Duration.ofMinutes(10);

  private static final Duration REMEMBERED = Duration.ofDays(90);
  private static final Duration REMEMBERED_BLOCKED = Duration.ofDays(400);

  static Feed begun(Instant at) {
    return new Feed(at, 0, false, at);
  }

  /**
   * @param before what was applied before {@code event}
   */
  Feed after(RiskEvent.OfAccount event, Instant at, Applied before) {
    if (event instanceof EquityReported report) {
      Integer open = report.openPositions();
      return new Feed(at, open == null ? 0 : open, false, at);
    }
    return event instanceof CashMoved cash && !before.makesLate(cash)
        ? new Feed(at, openPositions, false, at)
        : new Feed(quietSince, openPositions, staleTold, at);
  }

  Feed told() {
    return new Feed(quietSince, openPositions, true, heardAt);
  }

  /** When the silence is to be told; null if it is no news or nothing is at stake. */
  @Nullable Instant staleAt(boolean blocked) {
    boolean atStake = openPositions > 0 || blocked;
    return atStake && !staleTold ? quietSince.plus(EQUITY_EXPECTED) : null;
  }

  /** When the account is forgotten if nothing more is heard of it. */
  Instant forgottenAt(boolean blocked) {
    return heardAt.plus(blocked ? REMEMBERED_BLOCKED : REMEMBERED);
  }
}
