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
          config.warningDrawdown(),
          config.criticalDrawdown(),
          config.haltDrawdown(),
          config.stepDownMargin(),
          config.autoResume());
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus then prints the sentence instead of a stack trace.
      throw new ConfigurationException(RiskConfig.PREFIX + "." + e.getMessage());
    }
  }
}
