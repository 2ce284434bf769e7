package neuratrade.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.signal.quality.Facts;
import neuratrade.signal.quality.Quality;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a candidate: whether it is good enough, whether it is a signal that lives
 * already, whether there is room for it, and whether it is told.
 */
final class Admission {

  private static final int VOLATILITY_CANDLES = 24;

  private final SignalRules rules;

  Admission(SignalRules rules) {
    this.rules = rules;
  }

  /** Whether the candidate is a signal that was renewed a moment ago. */
  boolean isRenewed(Market market, Candidate candidate, Instant at) {
    if (market.signals().isEmpty()) {
      return false;
    }
    Signal known = market.signal(fingerprint(market, candidate));
    return known != null && at.isBefore(known.renewedAt().plus(rules.renewAfter()));
  }

  /**
   * The market after the candidate was looked at; what is told goes to {@code told}.
   *
   * @param quotes that are fresh, at least one
   */
  Market judge(
      Market market,
      Candidate candidate,
      Quotes quotes,
      Instant occurredAt,
      Instant at,
      List<Notification> told) {
    Quality quality = rules.scorer().score(facts(market, candidate, quotes, at));
    if (!rules.gates().accept(quality)) {
      return market;
    }
    String fingerprint = fingerprint(market, candidate);
    Signal known = market.signal(fingerprint);
    Market next = market;
    Instant mutedUntil = null;
    if (known != null) {
      mutedUntil = known.mutedUntil();
    } else {
      next = withRoom(market, quality, occurredAt, at, told);
      if (next == null) {
        return market;
      }
      Muted muted = next.evidence().muted(fingerprint);
      if (muted != null) {
        mutedUntil = muted.until();
        next = next.with(next.evidence().without(muted));
      }
    }
    Instant latest = at.plus(rules.signalLife());
    Signal signal =
        new Signal(
            candidate.idea(),
            fingerprint,
            quality,
            candidate.endsAt().isBefore(latest) ? candidate.endsAt() : latest,
            at,
            known != null && known.isTold(),
            mutedUntil);
    if (rules.gates().tell(quality) && signal.isToBeTold(at)) {
      signal = signal.told();
      told.add(SignalNotifications.signal(market.symbol(), signal, candidate, quotes, occurredAt));
    }
    return next.with(signal);
  }

  /** Null if there is no room, and nothing worse that could give way. */
  private @Nullable Market withRoom(
      Market market, Quality quality, Instant occurredAt, Instant at, List<Notification> told) {
    Market pruned =
        market.with(market.evidence().at(at, rules.signalLife(), rules.crossingsTogether()));
    // Each that lives may have to be remembered when it ends.
    if (pruned.evidence().muted().size() + pruned.signals().size() >= Evidence.MOST_MUTED) {
      return null;
    }
    if (pruned.signals().size() < rules.maxLive()) {
      return pruned;
    }
    Signal weakest = pruned.signals().getFirst();
    for (Signal each : pruned.signals()) {
      weakest =
          each.quality().overall().compareTo(weakest.quality().overall()) < 0 ? each : weakest;
    }
    if (quality.overall().compareTo(weakest.quality().overall()) <= 0) {
      return null;
    }
    if (weakest.isTold()) {
      told.add(SignalNotifications.replaced(market.symbol(), weakest, occurredAt));
    }
    return ended(pruned, weakest, at);
  }

  /** Without the signals whose time is over. */
  Market endOverdue(Market market, Instant at, List<Notification> told) {
    Market next = market;
    for (Signal signal : market.signals()) {
      if (!at.isBefore(signal.expiresAt())) {
        if (signal.isTold()) {
          told.add(SignalNotifications.expired(market.symbol(), signal, at));
        }
        next = ended(next, signal, at);
      }
    }
    return next;
  }

  private Market ended(Market market, Signal signal, Instant at) {
    Market next = market.without(signal);
    Instant until =
        signal.isTold() ? signal.renewedAt().plus(rules.repeatWindow()) : signal.mutedUntil();
    return until == null || !until.isAfter(at)
        ? next
        : next.with(next.evidence().with(new Muted(signal.fingerprint(), until)));
  }

  private static Facts facts(Market market, Candidate candidate, Quotes quotes, Instant at) {
    return new Facts(
        candidate.idea().exchanges(),
        candidate.idea().confidence(),
        candidate.findings(),
        Duration.between(candidate.at(), at),
        Duration.between(quotes.newestAt(), at),
        quotes.volume(),
        quotes.depth(),
        quotes.spread(),
        market.shelf().volatility(VOLATILITY_CANDLES, at),
        quotes.change());
  }

  private static String fingerprint(Market market, Candidate candidate) {
    return Fingerprint.of(
        candidate.idea().kind(),
        market.symbol(),
        candidate.idea().side(),
        candidate.idea().components(),
        candidate.named());
  }
}
