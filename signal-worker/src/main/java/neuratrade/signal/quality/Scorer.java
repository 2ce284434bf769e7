package neuratrade.signal.quality;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/** Scores signals. What is not known scores in the middle. */
public record Scorer(Reliability reliability, Curves curves, Weights weights) {

  private static final BigDecimal UNKNOWN = new BigDecimal("0.5");
  private static final BigDecimal UNKNOWN_EXCHANGE_RISK = new BigDecimal("0.7");
  private static final BigDecimal DEPTH = new BigDecimal("0.6");
  private static final BigDecimal SPREAD = new BigDecimal("0.4");

  public Quality score(Facts facts) {
    BigDecimal exchange = exchange(facts.exchanges());
    BigDecimal volume = curves.volume().at(facts.volume());
    BigDecimal liquidity =
        DEPTH
            .multiply(scored(curves.depth(), facts.depth()))
            .add(SPREAD.multiply(curves.spread().at(facts.spread())));
    BigDecimal volatility = scored(curves.volatility(), facts.volatility());
    BigDecimal timing = curves.timing().at(seconds(facts.age()));
    BigDecimal risk = risk(facts, volume, timing);
    BigDecimal multiSignal = curves.multiSignal().at(BigDecimal.valueOf(facts.findings()));
    BigDecimal freshness = curves.freshness().at(seconds(facts.quoteAge()));
    BigDecimal change = facts.change();
    BigDecimal market = scored(curves.market(), change == null ? null : change.abs());
    BigDecimal overall =
        weights
            .exchange()
            .multiply(exchange)
            .add(weights.volume().multiply(volume))
            .add(weights.liquidity().multiply(liquidity))
            .add(weights.volatility().multiply(volatility))
            .add(weights.timing().multiply(timing))
            .add(weights.confidence().multiply(facts.confidence()))
            .add(weights.risk().multiply(BigDecimal.ONE.subtract(risk)))
            .add(weights.multiSignal().multiply(multiSignal))
            .add(weights.freshness().multiply(freshness))
            .add(weights.market().multiply(market));
    return new Quality(
        overall.round(Decimals.STORED),
        exchange,
        volume,
        liquidity.round(Decimals.STORED),
        volatility,
        timing,
        facts.confidence(),
        risk,
        multiSignal,
        freshness,
        market);
  }

  private BigDecimal exchange(List<String> exchanges) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String exchange : exchanges) {
      BigDecimal known = reliability.of(exchange);
      sum = sum.add(known == null ? reliability.unknown() : known);
    }
    return mean(sum, exchanges.size(), BigDecimal.ZERO);
  }

  /** The mean of what may go wrong; without candles, of one thing less. */
  private BigDecimal risk(Facts facts, BigDecimal volume, BigDecimal timing) {
    BigDecimal sum =
        exchangeRisk(facts.exchanges())
            .add(BigDecimal.ONE.subtract(volume))
            .add(BigDecimal.ONE.subtract(timing));
    BigDecimal volatility = facts.volatility();
    return volatility == null
        ? mean(sum, 3, BigDecimal.ONE)
        : mean(sum.add(curves.volatilityRisk().at(volatility)), 4, BigDecimal.ONE);
  }

  private BigDecimal exchangeRisk(List<String> exchanges) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String exchange : exchanges) {
      BigDecimal known = reliability.of(exchange);
      sum = sum.add(known == null ? UNKNOWN_EXCHANGE_RISK : BigDecimal.ONE.subtract(known));
    }
    return mean(sum, exchanges.size(), BigDecimal.ONE);
  }

  private static BigDecimal mean(BigDecimal sum, int count, BigDecimal ofNone) {
    return count == 0 ? ofNone : sum.divide(BigDecimal.valueOf(count), Decimals.STORED);
  }

  private static BigDecimal scored(Curve curve, @Nullable BigDecimal x) {
    return x == null ? UNKNOWN : curve.at(x);
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3);
  }
}
