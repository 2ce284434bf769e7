package neuratrade.signal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The settings {@code neuratrade.signal.…}; what they mean is said at {@link SignalRules}.
 * Durations are ISO 8601, points of curves {@code x:score}.
 */
@ConfigMapping(prefix = SignalConfig.PREFIX)
public interface SignalConfig {

  String PREFIX = "neuratrade.signal";

  /** How long a quote says what an exchange bids and asks. */
  @WithDefault("PT1M")
  Duration quoteKept();

  /** Two quotes so far apart or less show prices of the same time. */
  @WithDefault("PT5S")
  Duration quotesApart();

  /** An arbitrage that brings less, as a part of the price, is none. */
  @WithDefault("0.005")
  BigDecimal minProfit();

  /** How long an opportunity is open if nobody says until when. */
  @WithDefault("PT5M")
  Duration opportunityLife();

  /** Crossings of indicators at most so far apart make one signal. */
  @WithDefault("PT5M")
  Duration crossingsTogether();

  /** How long a signal lives after its last renewal, at most. */
  @WithDefault("PT15M")
  Duration signalLife();

  /** Quotes renew a signal at most once in so long. */
  @WithDefault("PT10S")
  Duration renewAfter();

  /** A signal that ended is not told again within so long of its last renewal. */
  @WithDefault("PT5M")
  Duration repeatWindow();

  /** A symbol of which nothing is heard for so long is forgotten. */
  @WithDefault("PT24H")
  Duration symbolKept();

  /** Signals of a symbol at a time. */
  @WithDefault("3")
  int maxLive();

  /** How far exchanges can be relied on, {@code exchange:reliability}. */
  @WithDefault("binance:0.8657,coinbase:0.7805,kraken:0.6990")
  List<String> reliability();

  /** How far every other exchange can be relied on. */
  @WithDefault("0.5")
  BigDecimal unknownReliability();

  /** How good a signal must be to live. */
  Accept accept();

  /** How good it must be overall to be told. */
  @WithDefault("0.7")
  BigDecimal tellOverall();

  /** How much each score counts; together they are 1. */
  Weights weights();

  /** The scores over single quantities. */
  Curves curves();

  /** What a signal needs at least; of risk, what it may have at most. */
  interface Accept {

    @WithDefault("0.6")
    BigDecimal overall();

    @WithDefault("0.7")
    BigDecimal exchange();

    @WithDefault("0.5")
    BigDecimal volume();

    @WithDefault("0.5")
    BigDecimal liquidity();

    @WithDefault("0.4")
    BigDecimal risk();

    @WithDefault("0.6")
    BigDecimal confidence();
  }

  /** How much each score counts. */
  interface Weights {

    @WithDefault("0.20")
    BigDecimal exchange();

    @WithDefault("0.15")
    BigDecimal volume();

    @WithDefault("0.15")
    BigDecimal liquidity();

    @WithDefault("0.10")
    BigDecimal volatility();

    @WithDefault("0.10")
    BigDecimal timing();

    @WithDefault("0.10")
    BigDecimal confidence();

    @WithDefault("0.10")
    BigDecimal risk();

    @WithDefault("0.05")
    BigDecimal multiSignal();

    @WithDefault("0.03")
    BigDecimal freshness();

    @WithDefault("0.02")
    BigDecimal market();
  }

  /** Points that straight lines join. */
  interface Curves {

    /** Over what was traded in 24 hours, in the quote currency. */
    @WithDefault("0:0,1000:0.2,10000:0.7,100000:1")
    List<String> volume();

    /** Over what lies near bid and ask, in the quote currency. */
    @WithDefault("10000:0.2,100000:0.7,1000000:1")
    List<String> depth();

    /** Over the spread as a part of the price. */
    @WithDefault("0.001:1,0.005:0.8,0.01:0.6,0.02:0.4,0.04:0.2")
    List<String> spread();

    /** Over the range of the newest candles as a part of the price. */
    @WithDefault("0.005:0.3,0.02:0.8,0.05:0.8,0.15:0.2")
    List<String> volatility();

    /** Over the same; a risk. */
    @WithDefault("0.05:0.2,0.15:0.5,0.3:0.8,0.6:1")
    List<String> volatilityRisk();

    /** Over the signal's age in seconds. */
    @WithDefault("60:1,300:0.9,900:0.7,1800:0.5,3600:0.3,7200:0.1")
    List<String> timing();

    /** Over the newest quote's age in seconds. */
    @WithDefault("60:1,300:0.9,900:0.7,1800:0.5,3600:0.2")
    List<String> freshness();

    /** Over the change of the price in 24 hours, in percent. */
    @WithDefault("2:0.6,5:0.8,10:0.9,20:0.7,40:0.4")
    List<String> market();

    /** Over how many findings agree. */
    @WithDefault("1:0.5,2:0.65,3:0.8,4:0.9")
    List<String> multiSignal();
  }
}
