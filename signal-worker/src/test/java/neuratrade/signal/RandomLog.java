package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.ArbitrageFound;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.pipeline.message.Timeframe;
import org.jspecify.annotations.Nullable;

/** A log by chance, in which much is wrong. */
final class RandomLog {

  /** What is odd about an event; several things may be. */
  enum Fault {
    /** Older than the newest of its kind. */
    LATE,
    /** A record that came before, byte for byte. */
    REPEATED,
    /** As old as the newest of its kind, and another one. */
    EQUAL_TIME,
    /** A number, time or name that no message may have. */
    OUT_OF_RANGE,
    /** Of a type that nobody knows, or of a symbol that no exchange quotes. */
    UNKNOWN
  }

  /**
   * @param value null for a tick
   */
  record Entry(byte @Nullable [] value, Instant at, Set<Fault> faults) {}

  private static final List<String> EXCHANGES = List.of("binance", "coinbase", "Kraken", "okx");
  private static final List<String> SYMBOLS = List.of("BTC/USDT", "ETH/USDT");
  private static final List<String> SOURCES = List.of("momentum-1", "desk", "model", "lab");
  private static final List<Timeframe> TIMEFRAMES =
      List.of(new Timeframe("1m"), new Timeframe("5m"));

  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private Instant now = SignalFixtures.START;
  private int number;

  RandomLog(long seed) {
    random = new Random(seed);
  }

  List<Entry> take(int count) {
    while (entries.size() < count) {
      now = now.plusMillis(step());
      entries.add(next());
    }
    return entries;
  }

  /** How many of the events have each fault, in percent. */
  static Map<Fault, Long> statistics(List<Entry> entries) {
    long events = entries.stream().filter(each -> each.value() != null).count();
    Map<Fault, Long> percents = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      long faulty = entries.stream().filter(each -> each.faults().contains(fault)).count();
      percents.put(fault, 100 * faulty / events);
    }
    return percents;
  }

  static String line(Map<Fault, Long> statistics) {
    return statistics.entrySet().stream()
        .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + "=" + each.getValue() + "%")
        .collect(Collectors.joining(" "));
  }

  private long step() {
    int kind = random.nextInt(1_000);
    if (kind < 900) {
      return random.nextInt(1_500);
    }
    if (kind < 960) {
      return between(Duration.ofSeconds(10), Duration.ofSeconds(90));
    }
    if (kind < 999) {
      return between(Duration.ofMinutes(2), Duration.ofMinutes(12));
    }
    return between(Duration.ofHours(5), Duration.ofHours(30));
  }

  private long between(Duration least, Duration most) {
    return least.toMillis() + (long) (random.nextDouble() * most.minus(least).toMillis());
  }

  private Entry next() {
    int kind = random.nextInt(100);
    if (kind < 4) {
      return new Entry(null, now, EnumSet.noneOf(Fault.class));
    }
    if (kind < 29 && entries.size() > 20) {
      int back = random.nextInt(3) > 0 ? random.nextInt(20) : random.nextInt(entries.size());
      Entry again = entries.get(entries.size() - 1 - back);
      if (again.value() != null) {
        Set<Fault> faults = EnumSet.of(Fault.REPEATED);
        faults.addAll(again.faults());
        return new Entry(again.value(), now, faults);
      }
    }
    return event();
  }

  private Entry event() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    int kind = random.nextInt(100);
    String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
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
      String source = SOURCES.get(random.nextInt(SOURCES.size()));
      event = proposal(symbol, source, time(symbol + source, faults));
    }
    if (random.nextInt(100) < 33) {
      faults.add(Fault.OUT_OF_RANGE);
      return broken(event, faults);
    }
    return entry(event, faults);
  }

  private QuoteReceived quote(String symbol, Set<Fault> faults) {
    String exchange = EXCHANGES.get(random.nextInt(EXCHANGES.size()));
    Instant occurredAt = time(symbol + exchange, faults);
    double price = price(symbol) * (random.nextInt(5) == 0 ? 1 + random.nextInt(80) / 1000.0 : 1);
    BigDecimal bid = decimal(price, 2);
    return new QuoteReceived(
        id(),
        occurredAt,
        symbol,
        exchange,
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
        now.minusMillis(random.nextInt(500)),
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
        random.nextBoolean() ? "grund \"ü\" " + number : null,
        expiry());
  }

  private @Nullable Instant expiry() {
    return random.nextBoolean()
        ? now.plusMillis(between(Duration.ofSeconds(-10), Duration.ofMinutes(20)))
        : null;
  }

  /** A wave, so that indicators cross now and then. */
  private double price(String symbol) {
    double phase = number / 180.0 + symbol.length() + symbol.charAt(0);
    return 100 + 20 * Math.sin(phase) + random.nextInt(100) / 100.0;
  }

  private static BigDecimal decimal(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_EVEN);
  }

  private Instant time(String group, Set<Fault> faults) {
    Instant last = newest.get(group);
    Instant occurredAt = now.minusMillis(random.nextInt(1_000));
    int kind = random.nextInt(100);
    if (last != null && kind < 31) {
      faults.add(Fault.LATE);
      return last.minusMillis(
          random.nextInt(10) == 0
              ? between(Duration.ofMinutes(5), Duration.ofHours(30))
              : 1 + random.nextInt(20_000));
    }
    if (last != null && kind < 62) {
      faults.add(Fault.EQUAL_TIME);
      return last;
    }
    newest.merge(group, occurredAt, (a, b) -> a.isAfter(b) ? a : b);
    return occurredAt;
  }

  private Entry unknownType(String symbol, int kind, Set<Fault> faults) {
    String message =
        """
        {"type":"%s","id":"%s","occurred_at":"%s","symbol":"%s","exchange":"binance"}\
        """
            .formatted(kind < 50 ? "trade_seen" : "QUOTE_RECEIVED", id(), now, symbol);
    return new Entry(message.getBytes(UTF_8), now, faults);
  }

  private Entry broken(SignalEvent event, Set<Fault> faults) {
    String golden = new String(Json.write(event), UTF_8);
    String field =
        switch (event) {
          case QuoteReceived ignored ->
              List.of("\"bid\":1e99", "\"bid\":\"99999999\"", "\"last\":0", "\"exchange\":\"all\"")
                  .get(random.nextInt(4));
          case CandleClosed ignored ->
              List.of(
                      "\"open_time\":\"" + now.plusSeconds(60) + "\"",
                      "\"low\":\"1e-19\"",
                      "\"high\":1",
                      "\"timeframe\":\"1y\"")
                  .get(random.nextInt(4));
          case ArbitrageFound ignored ->
              List.of(
                      "\"buy_price\":-1",
                      "\"sell_price\":1e99999999",
                      "\"sell_exchange\":\"okx\",\"buy_exchange\":\"okx\"",
                      "\"occurred_at\":\"" + now.plus(Duration.ofMinutes(6)) + "\"")
                  .get(random.nextInt(4));
          case SignalProposed ignored ->
              List.of(
                      "\"confidence\":1.01",
                      "\"action\":\"strong_buy\"",
                      "\"exchanges\":[\"a:b\"]",
                      "\"symbol\":\"btc\"")
                  .get(random.nextInt(4));
        };
    String message = "%s,%s}".formatted(golden.substring(0, golden.length() - 1), field);
    return new Entry(message.getBytes(UTF_8), now, faults);
  }

  private Entry entry(SignalEvent event, Set<Fault> faults) {
    return new Entry(Json.write(event), now, faults);
  }

  private String id() {
    return "e-" + number++;
  }
}
