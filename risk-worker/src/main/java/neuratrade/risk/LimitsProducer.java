package neuratrade.risk;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the configuration into limits, at start, so that nonsense is refused before any event. */
@ApplicationScoped
final class LimitsProducer {

  /**
   * @throws ConfigurationException that begins with the whole key of the setting that is wrong
   */
  @Produces
  @Singleton
  @Startup
  static Limits limits(RiskConfig config) {
    try {
      return new Limits(
          new DrawdownLimits(
              config.warningDrawdown(),
              config.criticalDrawdown(),
              config.haltDrawdown(),
              config.haltAmount().orElse(null),
              config.stepDownMargin(),
              config.autoResume()),
          new Measure(
              config.reference(),
              config.staticReference().orElse(null),
              config.basis(),
              config.lock().orElse(null)),
          new DayLimits(config.dailyLoss(), config.dayZone(), config.dayTime()),
          new LossLimits(
              config.lossesInRow(),
              config.lossPause(),
              config.sizeAfterLoss(),
              config.sizeFloor(),
              config.sizeAfterWin()));
    } catch (RefusedLimitException e) {
      // Without the cause: Quarkus then prints the sentence instead of a stack trace.
      throw new ConfigurationException(RiskConfig.PREFIX + "." + e.forConfiguration());
    }
  }
}
