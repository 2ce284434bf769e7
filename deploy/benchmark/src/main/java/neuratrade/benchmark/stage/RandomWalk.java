package neuratrade.benchmark.stage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import neuratrade.pipeline.message.RiskEvent.EquityReported;

/**
 * Reports of many accounts in no order, each account's equity on a random walk of its own
 * volatility, a millisecond after each other. Every report changes its account; under one in a
 * hundred is worth telling. The same seed gives the same events.
 */
final class RandomWalk {

  private static final long SEED = 20_261_123;
  private static final double FIRST_EQUITY = 10_000;
  private static final double CALMEST = 0.001;
  private static final double WILDEST = 0.006;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[] equities;
  private final double[] volatilities;
  private final Instant begin;
  private int count;

  /**
   * @param begin when the first report happened
   */
  RandomWalk(int accounts, Instant begin) {
    this.begin = begin;
    equities = new double[accounts];
    Arrays.fill(equities, FIRST_EQUITY);
    volatilities = random.doubles(accounts, CALMEST, WILDEST).toArray();
  }

  EquityReported next() {
    int account = random.nextInt(equities.length);
    equities[account] *= Math.exp(volatilities[account] * random.nextGaussian());
    BigDecimal equity = BigDecimal.valueOf(equities[account]).setScale(2, RoundingMode.HALF_EVEN);
    int number = count++;
    return new EquityReported(
        "e-" + number,
        begin.plusMillis(number),
        "account-" + account,
        equity,
        null,
        random.nextInt(4));
  }
}
