package neuratrade.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a symbol's quotes, candles, found opportunities and proposals become signals.
 *
 * <pre>
 *  quote_received ──▶ quotes ───── bid over ask ─┐
 *  arbitrage_found ─▶ opportunities ─────────────┼─▶ candidate ─▶ quality ─▶ live ─▶ told
 *  candle_closed ───▶ candles ──── crossings ────┤     one a kind    gates   at most 3
 *  signal_proposed ─▶ proposals ─────────────────┘     and side
 * </pre>
 *
 * What becomes of a candidate is {@link Admission}'s.
 */
public final class SignalFold implements Fold<Market, SignalEvent> {

  /**
   * Why what somebody found or proposed becomes a dead letter when no exchange quotes the symbol.
   */
  public static final String NO_MARKET = "no_market";

  public static final String TOO_MANY_EXCHANGES = "too_many_exchanges";
  public static final String TOO_MANY_SERIES = "too_many_series";
  public static final String TOO_MANY_OPPORTUNITIES = "too_many_opportunities";
  public static final String TOO_MANY_SOURCES = "too_many_sources";

  private static final int MOST_EXCHANGES = 32;
  private static final Duration OLDEST_CANDLE = Duration.ofHours(24);

  private final SignalRules rules;
  private final Admission admission;

  public SignalFold(SignalRules rules) {
    this.rules = rules;
    this.admission = new Admission(rules);
  }

  @Override
  public Step<Market> apply(@Nullable Market known, SignalEvent event, Instant at) {
    Market market = known == null ? Market.empty(event.symbol()) : known;
    return switch (event) {
      case QuoteReceived quote -> onQuote(market, quote, at);
      case CandleClosed candle -> onCandle(market, candle, at);
      case ArbitrageFound found -> onArbitrage(market, found, at);
      case SignalProposed proposal -> onProposal(market, proposal, at);
    };
  }

  private Step<Market> onQuote(Market market, QuoteReceived event, Instant at) {
    Instant oldest = at.minus(rules.quoteKept());
    Quote before = market.quotes().of(event.exchange());
    Newest newest = before == null ? Newest.NONE : before.newest();
    if (!event.occurredAt().isAfter(oldest) || newest.makesStale(event.occurredAt(), event.id())) {
      return new Step.Stale<>();
    }
    Quotes quotes = market.quotes().with(Quote.of(event, newest), oldest);
    if (quotes.quotes().size() > MOST_EXCHANGES) {
      return tooMany(TOO_MANY_EXCHANGES, "exchanges that quote " + event.symbol());
    }
    Market next = market.with(quotes);
    Opportunity best = best(quotes, at);
    if (best == null) {
      return changed(next, List.of(), at);
    }
    Candidate candidate = Aggregation.arbitrage(next.evidence().open(best, rules.minProfit(), at));
    return admission.isRenewed(next, candidate, at)
        ? changed(next, List.of(), at)
        : judged(next, candidate, quotes, event, at);
  }

  private Step<Market> onCandle(Market market, CandleClosed event, Instant at) {
    Shelf shelf = market.shelf();
    Shelved shelved = shelf.find(event.exchange(), event.timeframe());
    CandleSeries before = shelved == null ? CandleSeries.EMPTY : shelved.series();
    if (isLongGone(event, at) || before.newest().makesStale(event.openTime(), event.id())) {
      return new Step.Stale<>();
    }
    if (shelved == null && shelf.isFull()) {
      shelf = shelf.withoutTheGivenUp(at);
      if (shelf == null) {
        return tooMany(TOO_MANY_SERIES, "candle series of " + event.symbol());
      }
    }
    Candle candle = new Candle(event.openTime(), event.high(), event.low(), event.close());
    CandleSeries series = before.with(candle, event.id(), at);
    Evidence evidence = market.evidence();
    if (before.isCorrectedBy(candle)) {
      evidence = evidence.without(before.crossed(), event.exchange(), event.timeframe());
    }
    Market next =
        market
            .with(shelf.with(new Shelved(event.exchange(), event.timeframe(), series)))
            .with(evidence);
    Set<Component> crossed = series.crossed();
    if (crossed.isEmpty()) {
      return changed(next, List.of(), at);
    }
    evidence = pruned(evidence, at);
    for (Component component : crossed) {
      evidence =
          evidence.with(
              new Crossing(component, event.exchange(), event.timeframe(), closedAt(event)));
    }
    next = next.with(evidence);
    List<Notification> told = new ArrayList<>();
    for (Side side : Side.values()) {
      if (crossed.stream().anyMatch(each -> each.side() == side)) {
        next = crossed(next, evidence.crossings(side, rules.crossingsTogether()), event, at, told);
      }
    }
    return changed(next, told, at);
  }

  /**
   * @param crossings of one side: those of a late candle may be gone from the market's evidence
   *     once the other side was judged
   */
  private Market crossed(
      Market market,
      List<Crossing> crossings,
      CandleClosed event,
      Instant at,
      List<Notification> told) {
    Quotes quotes = fresh(market, at);
    Candidate candidate = Aggregation.technical(crossings, rules.signalLife());
    return quotes.isEmpty() || !candidate.endsAt().isAfter(at)
        ? market
        : admission.judge(market, candidate, quotes, event.occurredAt(), at, told);
  }

  /** Not even a window full of candles reaches back so far. */
  private static boolean isLongGone(CandleClosed event, Instant at) {
    Duration window = event.timeframe().duration().multipliedBy(CandleSeries.KEPT);
    Duration oldest = window.compareTo(OLDEST_CANDLE) < 0 ? OLDEST_CANDLE : window;
    return !closedAt(event).isAfter(at.minus(oldest));
  }

  /** A producer that starts may tell of all the candles that it missed, as if they closed now. */
  private static Instant closedAt(CandleClosed event) {
    Instant end = event.openTime().plus(event.timeframe().duration());
    return end.isBefore(event.occurredAt()) ? end : event.occurredAt();
  }

  private Step<Market> onArbitrage(Market market, ArbitrageFound event, Instant at) {
    Instant endsAt = end(event.occurredAt(), event.expiresAt(), rules.opportunityLife());
    Evidence evidence = pruned(market.evidence(), at);
    Opportunity before = evidence.opportunity(event.buyExchange(), event.sellExchange());
    Newest newest = before == null ? Newest.NONE : before.newest();
    if (!endsAt.isAfter(at) || newest.makesStale(event.occurredAt(), event.id())) {
      return new Step.Stale<>();
    }
    Quotes quotes = fresh(market, at);
    if (quotes.isEmpty()) {
      return noMarket(event);
    }
    evidence =
        evidence.with(
            new Opportunity(
                event.buyExchange(),
                event.sellExchange(),
                event.buyPrice(),
                event.sellPrice(),
                newest.with(event.occurredAt(), event.id()),
                endsAt));
    if (evidence.opportunities().size() > Evidence.MOST_OPPORTUNITIES) {
      return tooMany(TOO_MANY_OPPORTUNITIES, "opportunities for " + event.symbol());
    }
    Market next = market.with(evidence);
    if (!Opportunity.isProfit(event.buyPrice(), event.sellPrice(), rules.minProfit())) {
      return changed(next, List.of(), at);
    }
    Opportunity best = best(quotes, at);
    return judged(
        next,
        Aggregation.arbitrage(next.evidence().open(best, rules.minProfit(), at)),
        quotes,
        event,
        at);
  }

  private Step<Market> onProposal(Market market, SignalProposed event, Instant at) {
    Side side =
        switch (event.action()) {
          case BUY -> Side.BUY;
          case SELL -> Side.SELL;
          case HOLD -> null;
        };
    if (side == null) {
      // It is no proposal of what to do: its source's last one still counts.
      return new Step.Stale<>();
    }
    Instant endsAt = end(event.occurredAt(), event.expiresAt(), rules.signalLife());
    Evidence evidence = pruned(market.evidence(), at);
    Proposal before = evidence.proposal(event.source());
    Newest newest = before == null ? Newest.NONE : before.newest();
    if (!endsAt.isAfter(at) || newest.makesStale(event.occurredAt(), event.id())) {
      return new Step.Stale<>();
    }
    Quotes quotes = fresh(market, at);
    if (quotes.isEmpty()) {
      return noMarket(event);
    }
    List<String> exchanges = event.exchanges();
    evidence =
        evidence.with(
            new Proposal(
                event.source(),
                event.action(),
                event.confidence(),
                exchanges == null ? List.of() : exchanges.stream().sorted().toList(),
                newest.with(event.occurredAt(), event.id()),
                endsAt));
    if (evidence.proposals().size() > Evidence.MOST_PROPOSALS) {
      return tooMany(TOO_MANY_SOURCES, "sources that propose for " + event.symbol());
    }
    List<Proposal> agreeing = evidence.proposing(event.action(), at);
    return judged(
        market.with(evidence),
        Aggregation.proposed(side, agreeing, quotes.exchanges(), event.reasoning()),
        quotes,
        event,
        at);
  }

  /** Signals end, and in the end so does what is known of a symbol. */
  @Override
  public Step<Market> wake(Market market, Instant at) {
    List<Notification> told = new ArrayList<>();
    Market next = admission.endOverdue(market, at, told);
    boolean isForgotten = !next.touchedAt().plus(rules.symbolKept()).isAfter(at);
    return isForgotten
        ? new Step.Changed<>(null, told, null)
        : new Step.Changed<>(next, told, wakeAt(next));
  }

  /** Nothing counts longer than a signal may live, however long its producer wants it. */
  private Instant end(Instant occurredAt, @Nullable Instant expiresAt, Duration life) {
    Instant latest = occurredAt.plus(rules.signalLife());
    Instant end = expiresAt == null ? occurredAt.plus(life) : expiresAt;
    return end.isBefore(latest) ? end : latest;
  }

  private @Nullable Opportunity best(Quotes quotes, Instant at) {
    return quotes.best(rules.minProfit(), rules.quotesApart(), rules.opportunityLife(), at);
  }

  private Quotes fresh(Market market, Instant at) {
    return market.quotes().after(at.minus(rules.quoteKept()));
  }

  private Evidence pruned(Evidence evidence, Instant at) {
    return evidence.at(at, rules.signalLife(), rules.crossingsTogether());
  }

  private Step<Market> judged(
      Market market, Candidate candidate, Quotes quotes, SignalEvent event, Instant at) {
    List<Notification> told = new ArrayList<>();
    return changed(
        admission.judge(market, candidate, quotes, event.occurredAt(), at, told), told, at);
  }

  private Step<Market> changed(Market market, List<Notification> told, Instant at) {
    Market next = market.touched(at);
    return new Step.Changed<>(next, told, wakeAt(next));
  }

  private Instant wakeAt(Market market) {
    Instant wakeAt = market.touchedAt().plus(rules.symbolKept());
    for (Signal signal : market.signals()) {
      wakeAt = signal.expiresAt().isBefore(wakeAt) ? signal.expiresAt() : wakeAt;
    }
    return wakeAt;
  }

  private static Step<Market> noMarket(SignalEvent event) {
    return new Step.Rejected<>(
        NO_MARKET, "no exchange quotes %s at present".formatted(event.symbol()));
  }

  private static Step<Market> tooMany(String reason, String what) {
    return new Step.Rejected<>(reason, "there are already as many as are kept of " + what);
  }
}
