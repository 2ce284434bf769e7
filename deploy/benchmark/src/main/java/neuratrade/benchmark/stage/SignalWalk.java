package neuratrade.benchmark.stage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.Timeframe;

/**
 * Quotes of many symbols on four exchanges, in no order, and one candle among ten events, of one
 * symbol in ten. Each symbol's price walks at random; few quotes lie so far apart that an arbitrage
 * is found. They happen when they are made, since old quotes are worth nothing.
 */
final class SignalWalk {

  private static final long SEED = 20_261_125;
  private static final List<String> EXCHANGES =
      List.of("binance", "coinbase", "kraken", "bitstamp");
  private static final double FIRST_PRICE = 100;
  private static final double VOLATILITY = 0.000_2;
  private static final double HALF_SPREAD = 0.000_2;
  private static final double GAP = 0.01;
  private static final int QUOTES_PER_GAP = 2_000;
  private static final int EVENTS_PER_CANDLE = 10;
  private static final int SYMBOLS_PER_SERIES = 10;
  private static final Timeframe MINUTE = new Timeframe("1m");
  private static final BigDecimal VOLUME = BigDecimal.valueOf(100_000);
  private static final BigDecimal DEPTH = BigDecimal.valueOf(9_000);
  private static final MathContext DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);
  private static final Duration CANDLES_BEGIN = Duration.ofHours(23);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[] prices;
  private final int[] candles;
  private final Instant begin;
  private int count;

  /**
   * @param pairs of a symbol and an exchange
   * @param begin when the first candle was open, about a day later
   */
  SignalWalk(int pairs, Instant begin) {
    prices = new double[Math.max(1, pairs / EXCHANGES.size())];
    Arrays.fill(prices, FIRST_PRICE);
    candles = new int[Math.max(1, prices.length / SYMBOLS_PER_SERIES)];
    this.begin = begin.minus(CANDLES_BEGIN);
  }

  SignalEvent next() {
    return count++ % EVENTS_PER_CANDLE == 0 ? candle() : quote();
  }

  private QuoteReceived quote() {
    int symbol = random.nextInt(prices.length);
    prices[symbol] *= Math.exp(VOLATILITY * random.nextGaussian());
    double price = prices[symbol] * (random.nextInt(QUOTES_PER_GAP) == 0 ? 1 + GAP : 1);
    return new QuoteReceived(
        "q-" + count,
        Instant.now(),
        symbol(symbol),
        EXCHANGES.get(random.nextInt(EXCHANGES.size())),
        decimal(price * (1 - HALF_SPREAD)),
        decimal(price * (1 + HALF_SPREAD)),
        decimal(price),
        VOLUME,
        DEPTH,
        DEPTH,
        null);
  }

  private CandleClosed candle() {
    int symbol = random.nextInt(candles.length);
    double open = prices[symbol];
    double close = open * Math.exp(VOLATILITY * random.nextGaussian());
    Instant openTime = begin.plus(MINUTE.duration().multipliedBy(candles[symbol]++));
    return new CandleClosed(
        "c-" + count,
        Instant.now(),
        symbol(symbol),
        EXCHANGES.getFirst(),
        MINUTE,
        openTime,
        decimal(open),
        decimal(Math.max(open, close)),
        decimal(Math.min(open, close)),
        decimal(close),
        BigDecimal.TEN);
  }

  private static String symbol(int number) {
    return "S" + number + "/USDT";
  }

  private static BigDecimal decimal(double price) {
    return new BigDecimal(price, DIGITS);
  }
}
