package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.signal.Candidate.Gap;
import neuratrade.signal.Signal.Idea;
import neuratrade.signal.quality.Quality;

/** The words and the data of all that the signal worker tells. */
final class SignalNotifications {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SignalNotifications() {}

  /** That a signal lives. */
  static Notification signal(
      String symbol, Signal signal, Candidate candidate, Quotes quotes, Instant occurredAt) {
    Map<String, Object> data = data(symbol, signal);
    Gap gap = candidate.gap();
    if (gap != null) {
      data.put("buy_exchanges", gap.buyExchanges());
      data.put("sell_exchanges", gap.sellExchanges());
      data.put("buy_price_range", prices(gap.buy()));
      data.put("sell_price_range", prices(gap.sell()));
      data.put("profit_range", profits(gap.profit()));
      data.put("opportunities", candidate.findings());
    } else {
      data.put("price_range", prices(lowest(quotes), highest(quotes)));
    }
    if (!candidate.crossings().isEmpty()) {
      data.put("crossings", candidate.crossings().stream().map(SignalNotifications::data).toList());
    }
    if (candidate.reasoning() != null) {
      data.put("reasoning", candidate.reasoning());
    }
    return notification(
        signal.idea().kind().text(),
        symbol,
        Severity.MEDIUM,
        title(symbol, signal.idea()),
        message(signal, candidate, quotes),
        occurredAt,
        data);
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
    Map<String, Object> data = data(symbol, signal);
    data.put("reason", reason);
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
        data);
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
                      price(lowest(quotes), highest(quotes)));
          case PROPOSED ->
              "%s to %s on %s. The price is %s."
                  .formatted(
                      listed(idea.components())
                          + (idea.components().size() == 1 ? " proposes" : " propose"),
                      idea.side().text(),
                      listed(idea.exchanges()),
                      price(lowest(quotes), highest(quotes)));
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

  private static Map<String, Object> data(String symbol, Signal signal) {
    Idea idea = signal.idea();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("symbol", symbol);
    data.put("fingerprint", signal.fingerprint());
    data.put("kind", idea.kind().text());
    data.put("action", idea.side().text());
    data.put("strength", idea.strength().text());
    data.put("confidence", ratio(idea.confidence()));
    BigDecimal profit = idea.profitPotential();
    if (profit != null) {
      data.put("profit_potential", ratio(profit));
    }
    data.put("risk", ratio(idea.risk()));
    data.put("exchanges", idea.exchanges());
    data.put("components", idea.components());
    data.put("quality", ratio(signal.quality().overall()));
    data.put("quality_parts", data(signal.quality()));
    data.put("expires_at", signal.expiresAt().toString());
    return data;
  }

  private static Map<String, Object> data(Quality quality) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("exchange", ratio(quality.exchange()));
    data.put("volume", ratio(quality.volume()));
    data.put("liquidity", ratio(quality.liquidity()));
    data.put("volatility", ratio(quality.volatility()));
    data.put("timing", ratio(quality.timing()));
    data.put("confidence", ratio(quality.confidence()));
    data.put("risk", ratio(quality.risk()));
    data.put("multi_signal", ratio(quality.multiSignal()));
    data.put("freshness", ratio(quality.freshness()));
    data.put("market", ratio(quality.market()));
    return data;
  }

  private static Map<String, Object> data(Crossing crossing) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("component", crossing.component().text());
    data.put("exchange", crossing.exchange());
    data.put("timeframe", crossing.timeframe().text());
    data.put("at", crossing.at().toString());
    return data;
  }

  private static Map<String, Object> prices(Range range) {
    // A mean has no more digits than the prices that it is of.
    int scale = Math.max(range.min().scale(), range.max().scale());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", amount(range.min()));
    data.put("max", amount(range.max()));
    data.put("avg", amount(range.mean().setScale(scale, RoundingMode.HALF_EVEN)));
    return data;
  }

  private static Map<String, Object> prices(BigDecimal min, BigDecimal max) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", amount(min));
    data.put("max", amount(max));
    return data;
  }

  private static Map<String, Object> profits(Range range) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("min", ratio(range.min()));
    data.put("max", ratio(range.max()));
    data.put("avg", ratio(range.mean()));
    return data;
  }

  private static BigDecimal lowest(Quotes quotes) {
    List<BigDecimal> bids = new ArrayList<>();
    quotes.quotes().forEach(each -> bids.add(each.bid()));
    return Range.of(bids).min();
  }

  private static BigDecimal highest(Quotes quotes) {
    List<BigDecimal> asks = new ArrayList<>();
    quotes.quotes().forEach(each -> asks.add(each.ask()));
    return Range.of(asks).max();
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
