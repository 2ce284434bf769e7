package neuratrade.signal;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.signal.quality.Curve;
import neuratrade.signal.quality.Curves;
import neuratrade.signal.quality.Gates;
import neuratrade.signal.quality.Reliability;
import neuratrade.signal.quality.Scorer;
import neuratrade.signal.quality.Weights;

/** Makes the configuration into rules. */
public final class ConfiguredRules {

  private ConfiguredRules() {}

  /**
   * @throws IllegalArgumentException that begins with the key, without its prefix, of the setting
   *     that is wrong
   */
  public static SignalRules of(SignalConfig config) {
    return new SignalRules(
        config.quoteKept(),
        config.quotesApart(),
        config.minProfit(),
        config.opportunityLife(),
        config.crossingsTogether(),
        config.signalLife(),
        config.renewAfter(),
        config.repeatWindow(),
        config.symbolKept(),
        config.maxLive(),
        new Scorer(reliability(config), curves(config.curves()), weights(config.weights())),
        gates(config));
  }

  private static Reliability reliability(SignalConfig config) {
    BigDecimal unknown = share("unknown-reliability", config.unknownReliability());
    return named("reliability", () -> Reliability.parse(config.reliability(), unknown));
  }

  private static Gates gates(SignalConfig config) {
    SignalConfig.Accept accept = config.accept();
    return new Gates(
        share("accept.overall", accept.overall()),
        share("accept.exchange", accept.exchange()),
        share("accept.volume", accept.volume()),
        share("accept.liquidity", accept.liquidity()),
        share("accept.risk", accept.risk()),
        share("accept.confidence", accept.confidence()),
        share("tell-overall", config.tellOverall()));
  }

  private static Weights weights(SignalConfig.Weights weights) {
    return named(
        "weights",
        () ->
            new Weights(
                weights.exchange(),
                weights.volume(),
                weights.liquidity(),
                weights.volatility(),
                weights.timing(),
                weights.confidence(),
                weights.risk(),
                weights.multiSignal(),
                weights.freshness(),
                weights.market()));
  }

  private static Curves curves(SignalConfig.Curves curves) {
    return new Curves(
        curve("volume", curves.volume()),
        curve("depth", curves.depth()),
        curve("spread", curves.spread()),
        curve("volatility", curves.volatility()),
        curve("volatility-risk", curves.volatilityRisk()),
        curve("timing", curves.timing()),
        curve("freshness", curves.freshness()),
        curve("market", curves.market()),
        curve("multi-signal", curves.multiSignal()));
  }

  private static Curve curve(String name, List<String> points) {
    return named("curves." + name, () -> Curve.parse(points));
  }

  private static BigDecimal share(String key, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw SignalRules.refused(key, value, "it must be within 0 and 1");
    }
    return value;
  }

  private static <T> T named(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
