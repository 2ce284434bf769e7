package neuratrade.endtoend;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Random events of many symbols at three exchanges: quotes that now and then lie far apart, candles
 * that go up and down, opportunities that somebody found, and proposals.
 */
final class Quoting implements Traffic {

  private static final List<String> EXCHANGES = List.of("binance", "coinbase", "kraken");
  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Duration FIRST_CANDLE = Duration.ofMinutes(20);

  private final SplittableRandom random;
  private final int symbols;
  private final Map<String, Integer> cents = new HashMap<>();
  private final Map<String, Instant> candles = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private int made;

  Quoting(long seed, int symbols) {
    this.random = new SplittableRandom(seed);
    this.symbols = symbols;
  }

  @Override
  public ProducerRecord<byte[], byte[]> next(Instant now) {
    made++;
    String symbol = "S" + random.nextInt(symbols) + "/USDT";
    int dice = random.nextInt(1_000);
    if (dice < 5) {
      return Traffic.record(Topics.SIGNAL_EVENTS, Ground.home(symbol), symbol, "{\"type\":");
    }
    String before = last.get(symbol);
    String event = dice < 25 && before != null ? before : event(dice, symbol, now);
    last.put(symbol, event);
    int partition = dice >= 990 ? Traffic.foreign(symbol) : Ground.home(symbol);
    return Traffic.record(Topics.SIGNAL_EVENTS, partition, symbol, event);
  }

  private String event(int dice, String symbol, Instant now) {
    int price =
        cents.merge(symbol, 100_000, (old, fresh) -> old * random.nextInt(990, 1_011) / 1_000);
    String exchange = EXCHANGES.get(random.nextInt(EXCHANGES.size()));
    if (dice < 45) {
      return quote(symbol, exchange, price, now.minus(LATE));
    }
    if (dice < 450) {
      return candle(symbol, price, now);
    }
    if (dice < 500) {
      return event(
          "arbitrage_found",
          symbol,
          now,
          "\"buy_exchange\":\"binance\",\"sell_exchange\":\"coinbase\",\"buy_price\":\"%s\",\"sell_price\":\"%s\""
              .formatted(text(price), text(price + price / random.nextInt(50, 400))));
    }
    if (dice < 560) {
      return event(
          "signal_proposed",
          symbol,
          now,
          "\"action\":\"%s\",\"confidence\":\"0.%d\",\"source\":\"s-%d\",\"exchanges\":[\"binance\"]"
              .formatted(
                  List.of("buy", "sell", "hold").get(random.nextInt(3)),
                  random.nextInt(5, 10),
                  random.nextInt(3)));
    }
    int shown = random.nextInt(20) == 0 ? price + price / 100 : price;
    return quote(symbol, exchange, shown, now);
  }

  private String quote(String symbol, String exchange, int price, Instant at) {
    return event(
        "quote_received",
        symbol,
        at,
        "\"exchange\":\"%s\",\"bid\":\"%s\",\"ask\":\"%s\",\"last\":\"%s\",\"volume_24h\":\"10000\",\"bid_depth\":500,\"ask_depth\":500"
            .formatted(
                exchange, text(price - price / 5_000), text(price + price / 5_000), text(price)));
  }

  /** Of an hour, but a second after the one before: so there soon are many, and all close now. */
  private String candle(String symbol, int price, Instant now) {
    Instant openTime =
        candles.merge(
            symbol,
            now.truncatedTo(ChronoUnit.SECONDS).minus(FIRST_CANDLE),
            (old, fresh) -> old.plusSeconds(1));
    return event(
        "candle_closed",
        symbol,
        now,
        "\"exchange\":\"binance\",\"timeframe\":\"1h\",\"open_time\":\"%s\",\"open\":\"%s\",\"high\":\"%s\",\"low\":\"%s\",\"close\":\"%s\",\"volume\":\"10\""
            .formatted(
                openTime,
                text(price),
                text(price + price / 500),
                text(price - price / 500),
                text(price + price / random.nextInt(501, 900))));
  }

  private String event(String type, String symbol, Instant at, String fields) {
    return "{\"type\":\"%s\",\"id\":\"s-%d\",\"occurred_at\":\"%s\",\"symbol\":\"%s\",%s}"
        .formatted(type, made, at, symbol, fields);
  }

  private static String text(int cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
