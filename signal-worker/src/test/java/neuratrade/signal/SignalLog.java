package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.message.Timeframe;
import neuratrade.properties.RandomLog;
import org.jspecify.annotations.Nullable;

/**
 * A log of two symbols that exchanges quote, of one whose numbers are as large and small as they
 * may be now and then, and of some that nobody quotes.
 */
final class SignalLog extends RandomLog {

  private static final List<String> EXCHANGES = List.of("binance", "coinbase", "kraken", "okx");
  private static final String EXTREME = "EDGE/USDT";
  private static final List<String> SYMBOLS = List.of("BTC/USDT", "ETH/USDT", EXTREME);
  private static final List<BigDecimal> EXTREMES =
      List.of(
          new BigDecimal("1e18"),
          new BigDecimal("1e-18"),
          new BigDecimal("9".repeat(38)),
          new BigDecimal("9".repeat(20) + "." + "9".repeat(18)));
  private static final List<String> SOURCES = List.of("momentum-1", "desk", "model", "lab");
  private static final List<Timeframe> TIMEFRAMES =
      List.of(new Timeframe("1m"), new Timeframe("5m"));

  private final Map<String, Instant> newest = new HashMap<>();

  SignalLog(long seed) {
    super(seed, SignalFixtures.START, new Odds(4, 25, 31));
  }

  @Override
  protected long step() {
    int kind = random.nextInt(1_000);
    if (kind < 950) {
      return random.nextInt(1_500);
    }
    if (kind < 980) {
      return between(Duration.ofSeconds(10), Duration.ofSeconds(90));
    }
    if (kind < 999) {
      return between(Duration.ofMinutes(2), Duration.ofMinutes(12));
    }
    return between(Duration.ofHours(5), Duration.ofHours(30));
  }

  @Override
  protected long lateness() {
    return random.nextInt(10) == 0
        ? between(Duration.ofMinutes(5), Duration.ofHours(30))
        : 1 + random.nextInt(20_000);
  }

  private Instant time(String group, Set<Fault> faults) {
    return time(newest, group, faults);
  }

  @Override
  protected Entry event() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    int kind = random.nextInt(100);
    String symbol = oneOf(SYMBOLS);
    if (random.nextInt(100) < 28) {
      faults.add(Fault.UNKNOWN);
      if (random.nextBoolean()) {
        return unknownType(symbol, kind, faults);
      }
      return entry(
          kind < 50
              ? found("GHOST/X" + random.nextInt(3), time("ghost", faults))
              : proposal("GHOST/X" + random.nextInt(3), "desk", time("ghost", faults)),
          faults);
    }
    SignalEvent event =
        kind < 36 ? quote(symbol, faults) : kind < 74 ? candle(symbol, faults) : null;
    if (event == null && kind < 86) {
      String key = symbol + " found";
      event = found(symbol, time(key, faults));
    } else if (event == null) {
      String source = oneOf(SOURCES);
      event = proposal(symbol, source, time(symbol + source, faults));
    }
    if (random.nextInt(100) < 33) {
      faults.add(Fault.OUT_OF_RANGE);
      return symbol.equals(EXTREME) ? entry(extreme(event), faults) : broken(event, faults);
    }
    return entry(event, faults);
  }

  private QuoteReceived quote(String symbol, Set<Fault> faults) {
    String exchange = oneOf(EXCHANGES);
    Instant occurredAt = time(symbol + exchange, faults);
    double price = price(symbol) * (random.nextInt(5) == 0 ? 1 + random.nextInt(80) / 1000.0 : 1);
    BigDecimal bid = decimal(price, 2);
    return new QuoteReceived(
        id(),
        occurredAt,
        symbol,
        random.nextInt(8) == 0 ? exchange.toUpperCase(Locale.ROOT) : exchange,
        bid,
        bid.add(decimal(random.nextInt(10) == 0 ? 3 : 0.01, 2)),
        bid,
        decimal(random.nextInt(8) == 0 ? 1 : 2_000, 0),
        random.nextBoolean() ? decimal(random.nextInt(900), 1) : null,
        random.nextBoolean() ? decimal(random.nextInt(900), 1) : null,
        random.nextBoolean() ? decimal(random.nextInt(60) - 30, 2) : null);
  }

  private CandleClosed candle(String symbol, Set<Fault> faults) {
    String exchange = random.nextInt(10) < 8 ? "binance" : "coinbase";
    Timeframe timeframe = TIMEFRAMES.get(random.nextInt(10) == 0 ? 1 : 0);
    Instant openTime =
        time(symbol + exchange + timeframe.text(), faults).minus(timeframe.duration());
    BigDecimal close = decimal(price(symbol), 2);
    return new CandleClosed(
        id(),
        now().minusMillis(random.nextInt(500)),
        symbol,
        exchange,
        timeframe,
        openTime,
        close,
        close.add(decimal(random.nextInt(3), 1)),
        close.subtract(decimal(random.nextInt(3), 1)),
        close,
        BigDecimal.TEN);
  }

  private ArbitrageFound found(String symbol, Instant occurredAt) {
    int buy = random.nextInt(EXCHANGES.size());
    int sell = (buy + 1 + random.nextInt(EXCHANGES.size() - 1)) % EXCHANGES.size();
    BigDecimal price = decimal(price(symbol), 2);
    return new ArbitrageFound(
        id(),
        occurredAt,
        symbol,
        EXCHANGES.get(buy),
        EXCHANGES.get(sell),
        price,
        price.multiply(decimal(0.995 + random.nextInt(40) / 1000.0, 3)),
        random.nextBoolean() ? BigDecimal.ONE : null,
        expiry());
  }

  private SignalProposed proposal(String symbol, String source, Instant occurredAt) {
    List<String> exchanges =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> List.of("binance");
          default -> List.of("coinbase", "binance");
        };
    return new SignalProposed(
        id(),
        occurredAt,
        symbol,
        Action.values()[random.nextInt(20) == 0 ? 2 : random.nextInt(2)],
        decimal(0.5 + random.nextInt(51) / 100.0, 2),
        source,
        exchanges,
        random.nextBoolean() ? "grund \"ü\" " + number() : null,
        expiry());
  }

  private @Nullable Instant expiry() {
    return random.nextBoolean()
        ? now().plusMillis(between(Duration.ofSeconds(-10), Duration.ofMinutes(20)))
        : null;
  }

  /** A wave, so that indicators cross now and then. */
  private double price(String symbol) {
    double phase = number() / 180.0 + symbol.length() + symbol.charAt(0);
    return 100 + 20 * Math.sin(phase) + random.nextInt(100) / 100.0;
  }

  private static BigDecimal decimal(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_EVEN);
  }

  private Entry unknownType(String symbol, int kind, Set<Fault> faults) {
    String message =
        """
        {"type":"%s","id":"%s","occurred_at":"%s","symbol":"%s","exchange":"binance"}\
        """
            .formatted(kind < 50 ? "trade_seen" : "QUOTE_RECEIVED", id(), now(), symbol);
    return entry(message, faults);
  }

  private SignalEvent extreme(SignalEvent event) {
    BigDecimal first = oneOf(EXTREMES);
    BigDecimal last = oneOf(EXTREMES);
    BigDecimal low = first.min(last);
    BigDecimal high = first.max(last);
    return switch (event) {
      case QuoteReceived quote ->
          new QuoteReceived(
              quote.id(),
              quote.occurredAt(),
              quote.symbol(),
              quote.exchange(),
              low,
              high,
              last,
              oneOf(EXTREMES),
              quote.bidDepth() == null ? null : BigDecimal.ZERO,
              quote.askDepth() == null ? null : oneOf(EXTREMES),
              quote.change24hPercent() == null ? null : oneOf(EXTREMES).negate());
      case CandleClosed candle ->
          new CandleClosed(
              candle.id(),
              candle.occurredAt(),
              candle.symbol(),
              candle.exchange(),
              candle.timeframe(),
              candle.openTime(),
              first,
              high,
              low,
              last,
              oneOf(EXTREMES));
      case ArbitrageFound found ->
          new ArbitrageFound(
              found.id(),
              found.occurredAt(),
              found.symbol(),
              found.buyExchange(),
              found.sellExchange(),
              first,
              last,
              found.volume() == null ? null : oneOf(EXTREMES),
              found.expiresAt());
      case SignalProposed proposal ->
          new SignalProposed(
              proposal.id(),
              proposal.occurredAt(),
              proposal.symbol(),
              proposal.action(),
              random.nextBoolean() ? new BigDecimal("1e-18") : BigDecimal.ONE,
              proposal.source(),
              proposal.exchanges(),
              proposal.reasoning(),
              proposal.expiresAt());
    };
  }

  private Entry broken(SignalEvent event, Set<Fault> faults) {
    String golden = new String(Json.write(event), UTF_8);
    List<String> fields =
        switch (event) {
          case QuoteReceived ignored ->
              List.of("\"bid\":1e99", "\"bid\":\"99999999\"", "\"last\":0", "\"exchange\":\"all\"");
          case CandleClosed ignored ->
              List.of(
                  "\"open_time\":\"" + now().plusSeconds(60) + "\"",
                  "\"low\":\"1e-19\"",
                  "\"high\":1",
                  "\"timeframe\":\"1y\"");
          case ArbitrageFound ignored ->
              List.of(
                  "\"buy_price\":-1",
                  "\"sell_price\":1e99999999",
                  "\"sell_exchange\":\"okx\",\"buy_exchange\":\"okx\"",
                  "\"occurred_at\":\"" + now().plus(Duration.ofMinutes(6)) + "\"");
          case SignalProposed ignored ->
              List.of(
                  "\"confidence\":1.01",
                  "\"action\":\"strong_buy\"",
                  "\"exchanges\":[\"a:b\"]",
                  "\"symbol\":\"btc\"");
        };
    String message = "%s,%s}".formatted(golden.substring(0, golden.length() - 1), oneOf(fields));
    return entry(message, faults);
  }
}
