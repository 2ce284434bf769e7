package neuratrade.signal;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.message.Timeframe;
import neuratrade.properties.FoldDesk;
import org.jspecify.annotations.Nullable;

/**
 * Events of BTC/USDT, each named after its second, and a desk at which they are folded. Markets are
 * wide enough for every gate.
 */
final class SignalFixtures {

  static final String SYMBOL = "BTC/USDT";
  static final Instant START = Instant.parse("2026-11-23T09:30:00Z");
  static final long MINUTE = 60;
  static final long HOUR = 60 * MINUTE;

  private SignalFixtures() {}

  static Instant second(long second) {
    return START.plusSeconds(second);
  }

  /** The rules as configuration gives them, with some settings of a test's own. */
  static SignalRules rules(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((key, value) -> properties.put(SignalConfig.PREFIX + "." + key, value));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SignalConfig.class)
            .withDefaultValues(properties)
            .build();
    return SignalRulesProducer.rules(config.getConfigMapping(SignalConfig.class));
  }

  static SignalRules rules() {
    return rules(Map.of());
  }

  static QuoteReceived quote(String exchange, String bid, String ask, long second) {
    return quote("quote-" + exchange + "-" + second, exchange, bid, ask, second);
  }

  static QuoteReceived quote(String id, String exchange, String bid, String ask, long second) {
    return quote(id, SYMBOL, exchange, bid, ask, second(second));
  }

  static QuoteReceived quote(
      String id, String symbol, String exchange, String bid, String ask, Instant at) {
    return new QuoteReceived(
        id,
        at,
        symbol,
        exchange,
        new BigDecimal(bid),
        new BigDecimal(ask),
        new BigDecimal(ask),
        new BigDecimal("2000"),
        null,
        null,
        null);
  }

  /** A quote around 100 without a gap to others. */
  static QuoteReceived calm(String exchange, long second) {
    return quote(exchange, "99.99", "100", second);
  }

  static CandleClosed candle(String close, long minute) {
    return candle("binance", "1m", close, minute);
  }

  /** The candle that closes with {@code minute}. */
  static CandleClosed candle(String exchange, String timeframe, String close, long minute) {
    BigDecimal price = new BigDecimal(close);
    return new CandleClosed(
        "candle-%s-%s-%d".formatted(exchange, timeframe, minute),
        second(minute * MINUTE),
        SYMBOL,
        exchange,
        new Timeframe(timeframe),
        second((minute - 1) * MINUTE),
        price,
        price.add(new BigDecimal("0.5")),
        price.subtract(new BigDecimal("0.5")),
        price,
        BigDecimal.TEN);
  }

  /** A minute in which the price stood still. */
  static CandleClosed still(String id, String symbol, BigDecimal price, Instant closed) {
    return new CandleClosed(
        id,
        closed,
        symbol,
        "binance",
        new Timeframe("1m"),
        closed.minusSeconds(60),
        price,
        price,
        price,
        price,
        BigDecimal.ONE);
  }

  static ArbitrageFound found(String buy, String sell, String price, String profit, long second) {
    return found(buy, sell, price, profit, null, second);
  }

  static ArbitrageFound found(
      String buyExchange,
      String sellExchange,
      String buyPrice,
      String sellPrice,
      @Nullable Instant expiresAt,
      long second) {
    return new ArbitrageFound(
        "found-%s-%s-%d".formatted(buyExchange, sellExchange, second),
        second(second),
        SYMBOL,
        buyExchange,
        sellExchange,
        new BigDecimal(buyPrice),
        new BigDecimal(sellPrice),
        null,
        expiresAt);
  }

  static SignalProposed proposed(String source, Action action, String confidence, long second) {
    return proposed(source, action, confidence, List.of("binance"), null, second);
  }

  static SignalProposed proposed(
      String source,
      Action action,
      String confidence,
      @Nullable List<String> exchanges,
      @Nullable Instant expiresAt,
      long second) {
    return new SignalProposed(
        "proposed-%s-%d".formatted(source, second),
        second(second),
        SYMBOL,
        action,
        new BigDecimal(confidence),
        source,
        exchanges,
        null,
        expiresAt);
  }

  static Map<String, Object> data(Notification notification) {
    return new LinkedHashMap<>(notification.data());
  }

  /** One symbol under the fold. */
  static final class Desk extends FoldDesk<Market, SignalEvent> {

    Desk(SignalRules rules) {
      super(new SignalFold(rules));
    }

    Desk() {
      this(rules());
    }

    List<Notification> wake(long second) {
      return wake(second(second));
    }

    List<Signal> signals() {
      return state().signals();
    }

    /** The only one that lives. */
    Signal signal() {
      if (signals().size() != 1) {
        throw new AssertionError("not one signal, but " + signals());
      }
      return signals().getFirst();
    }
  }
}
