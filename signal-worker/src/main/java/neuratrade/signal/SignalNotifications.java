package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static neuratrade.pipeline.message.Decimals.amount;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.signal.Candidate.Gap;
import neuratrade.signal.Signal.Idea;

/** The words of all that the signal worker tells. */
final class SignalNotifications {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SignalNotifications() {}

  /** That a signal lives. */
  static Notification signal(
      String symbol, Signal signal, Candidate candidate, Quotes quotes, Instant occurredAt) {
    return notification(
        signal.idea().kind().text(),
        symbol,
        Severity.MEDIUM,
        title(symbol, signal.idea()),
        message(signal, candidate, quotes),
        occurredAt,
        SignalData.of(symbol, signal, candidate, quotes));
  }

  /** That its time is over. */
  static Notification expired(String symbol, Signal signal, Instant at) {
    return ended(symbol, signal, at, "expired", "has expired");
  }

  /** That a better one took its place. */
  static Notification replaced(String symbol, Signal signal, Instant occurredAt) {
    return ended(symbol, signal, occurredAt, "replaced", "gave way to a better one");
  }

  private static Notification ended(
      String symbol, Signal signal, Instant occurredAt, String reason, String words) {
    Idea idea = signal.idea();
    String what =
        switch (idea.kind()) {
          case ARBITRAGE -> "The arbitrage of " + symbol + " between " + listed(idea.exchanges());
          case TECHNICAL ->
              "The technical signal to %s %s on %s"
                  .formatted(idea.side().text(), symbol, listed(idea.exchanges()));
          case PROPOSED ->
              "The proposal of %s to %s %s"
                  .formatted(listed(idea.components()), idea.side().text(), symbol);
        };
    return notification(
        "expired",
        symbol,
        Severity.LOW,
        "Signal for " + symbol + " is over",
        what + " " + words + ".",
        occurredAt,
        SignalData.ofEnded(symbol, signal, reason));
  }

  private static String title(String symbol, Idea idea) {
    boolean isBuy = idea.side() == Side.BUY;
    return switch (idea.kind()) {
      case ARBITRAGE -> "Arbitrage of " + symbol;
      case TECHNICAL -> (isBuy ? "Buy" : "Sell") + " signal for " + symbol;
      case PROPOSED -> (isBuy ? "Buy" : "Sell") + " proposal for " + symbol;
    };
  }

  private static String message(Signal signal, Candidate candidate, Quotes quotes) {
    Idea idea = signal.idea();
    String what =
        switch (idea.kind()) {
          case ARBITRAGE -> gap(requireNonNull(candidate.gap()));
          case TECHNICAL ->
              "%s. The price is %s."
                  .formatted(
                      listed(
                          candidate.crossings().stream().map(SignalNotifications::words).toList()),
                      price(quotes.lowestBid(), quotes.highestAsk()));
          case PROPOSED ->
              "%s to %s on %s. The price is %s."
                  .formatted(
                      listed(idea.components())
                          + (idea.components().size() == 1 ? " proposes" : " propose"),
                      idea.side().text(),
                      listed(idea.exchanges()),
                      price(quotes.lowestBid(), quotes.highestAsk()));
        };
    return "%s Confidence %s, risk %s, quality %s. Good until %s.%s"
        .formatted(
            what,
            percent(idea.confidence()),
            percent(idea.risk()),
            percent(signal.quality().overall()),
            CLOCK.format(signal.expiresAt()),
            candidate.reasoning() == null ? "" : " Why: " + candidate.reasoning());
  }

  private static String gap(Gap gap) {
    return "Buy on %s at %s, sell on %s at %s: %s before fees."
        .formatted(
            listed(gap.buyExchanges()),
            price(gap.buy().min(), gap.buy().max()),
            listed(gap.sellExchanges()),
            price(gap.sell().min(), gap.sell().max()),
            Decimals.percent(gap.profit().mean()));
  }

  private static String words(Crossing crossing) {
    return "%s on %s (%s)"
        .formatted(crossing.component().words(), crossing.exchange(), crossing.timeframe().text());
  }

  private static String price(BigDecimal min, BigDecimal max) {
    return min.compareTo(max) == 0 ? amount(min) : amount(min) + " to " + amount(max);
  }

  /** Whole percent, rounded down: 0.8 is 80 %. */
  private static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).setScale(0, RoundingMode.DOWN).toPlainString() + " %";
  }

  /** {@code a, b and c}. */
  private static String listed(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        text.append(i == words.size() - 1 ? " and " : ", ");
      }
      text.append(words.get(i));
    }
    return text.toString();
  }

  private static Notification notification(
      String type,
      String symbol,
      Severity severity,
      String title,
      String message,
      Instant occurredAt,
      Map<String, Object> data) {
    return new Notification(
        "signal." + type, "signals:" + symbol, severity, title, message, occurredAt, data);
  }
}
