package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * What was found, proposed and crossed a short while ago, by which late and repeated events are
 * known and from which signals are made.
 *
 * @param opportunities the newest of each pair of exchanges, remembered longer than they are open
 * @param proposals the newest of each source
 * @param crossings of all series, those of the last minutes
 * @param muted signals that ended and would only repeat themselves
 */
public record Evidence(
    List<Opportunity> opportunities,
    List<Proposal> proposals,
    List<Crossing> crossings,
    List<Muted> muted) {

  static final int MOST_OPPORTUNITIES = 32;
  static final int MOST_PROPOSALS = 16;
  static final int MOST_MUTED = 32;

  static final Evidence NONE = new Evidence(List.of(), List.of(), List.of(), List.of());

  public Evidence {
    opportunities = List.copyOf(opportunities);
    proposals = List.copyOf(proposals);
    crossings = List.copyOf(crossings);
    muted = List.copyOf(muted);
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  @Nullable Opportunity opportunity(String buyExchange, String sellExchange) {
    for (Opportunity each : opportunities) {
      if (each.isOf(buyExchange, sellExchange)) {
        return each;
      }
    }
    return null;
  }

  @Nullable Proposal proposal(String source) {
    for (Proposal each : proposals) {
      if (each.source().equals(source)) {
        return each;
      }
    }
    return null;
  }

  /**
   * What was found, is open and brings enough, and what the quotes show, which know better of the
   * same pair.
   *
   * @param quoted null if they show nothing
   */
  List<Opportunity> open(@Nullable Opportunity quoted, BigDecimal leastProfit, Instant at) {
    List<Opportunity> open = new ArrayList<>();
    for (Opportunity each : opportunities) {
      boolean isKnownBetter =
          quoted != null && quoted.isOf(each.buyExchange(), each.sellExchange());
      if (each.endsAt().isAfter(at)
          && !isKnownBetter
          && Opportunity.isProfit(each.buyPrice(), each.sellPrice(), leastProfit)) {
        open.add(each);
      }
    }
    if (quoted != null) {
      open.add(quoted);
    }
    return open;
  }

  /** Of all sources, those that propose this and still count. */
  List<Proposal> proposing(Action action, Instant at) {
    return proposals.stream()
        .filter(each -> each.action() == action && each.endsAt().isAfter(at))
        .toList();
  }

  /** The newest of a side, and those that are at most so much older. */
  List<Crossing> crossings(Side side, Duration together) {
    Instant newest = Instant.MIN;
    List<Crossing> all = new ArrayList<>();
    for (Crossing each : crossings) {
      if (each.component().side() == side) {
        all.add(each);
        newest = each.at().isAfter(newest) ? each.at() : newest;
      }
    }
    Instant last = newest;
    all.removeIf(each -> each.at().plus(together).isBefore(last));
    return all;
  }

  Evidence with(Opportunity next) {
    return new Evidence(
        replaced(opportunities, each -> each.isOf(next.buyExchange(), next.sellExchange()), next),
        proposals,
        crossings,
        muted);
  }

  Evidence with(Proposal next) {
    return new Evidence(
        opportunities,
        replaced(proposals, each -> each.source().equals(next.source()), next),
        crossings,
        muted);
  }

  /** A crossing replaces the one of its component and series. */
  Evidence with(Crossing next) {
    return new Evidence(
        opportunities,
        proposals,
        replaced(
            crossings,
            each ->
                each.component() == next.component()
                    && each.exchange().equals(next.exchange())
                    && each.timeframe().equals(next.timeframe()),
            next),
        muted);
  }

  /** Without what a candle of a series showed, which was corrected. */
  Evidence without(Set<Component> crossed, String exchange, Timeframe timeframe) {
    return new Evidence(
        opportunities,
        proposals,
        kept(
            crossings,
            each ->
                !crossed.contains(each.component())
                    || !each.exchange().equals(exchange)
                    || !each.timeframe().equals(timeframe)),
        muted);
  }

  Evidence with(Muted next) {
    return new Evidence(
        opportunities,
        proposals,
        crossings,
        replaced(muted, each -> each.fingerprint().equals(next.fingerprint()), next));
  }

  @Nullable Muted muted(String fingerprint) {
    for (Muted each : muted) {
      if (each.fingerprint().equals(fingerprint)) {
        return each;
      }
    }
    return null;
  }

  Evidence without(Muted gone) {
    return new Evidence(
        opportunities, proposals, crossings, kept(muted, each -> !each.equals(gone)));
  }

  /**
   * Without what no event can refer to any more.
   *
   * @param memory how long opportunities and proposals are remembered
   * @param together how far crossings may be apart
   */
  Evidence at(Instant at, Duration memory, Duration together) {
    Instant oldest = at.minus(memory);
    Instant oldestCrossing = at.minus(together);
    return new Evidence(
        kept(opportunities, each -> each.at().isAfter(oldest)),
        kept(proposals, each -> each.at().isAfter(oldest)),
        kept(crossings, each -> each.at().isAfter(oldestCrossing)),
        kept(muted, each -> each.until().isAfter(at)));
  }

  private static <T> List<T> kept(List<T> all, Predicate<T> isKept) {
    for (T each : all) {
      if (!isKept.test(each)) {
        return all.stream().filter(isKept).toList();
      }
    }
    return all;
  }

  private static <T> List<T> replaced(List<T> all, Predicate<T> isSame, T next) {
    List<T> result = new ArrayList<>(all.size() + 1);
    for (T each : all) {
      if (!isSame.test(each)) {
        result.add(each);
      }
    }
    result.add(next);
    return result;
  }
}
