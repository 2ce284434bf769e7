package neuratrade.signal;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the configuration into rules, at start, so that nonsense is refused before any event. */
@ApplicationScoped
final class SignalRulesProducer {

  /**
   * @throws ConfigurationException that begins with the whole key of the setting that is wrong
   */
  @Produces
  @Singleton
  @Startup
  static SignalRules rules(SignalConfig config) {
    try {
      return ConfiguredRules.of(config);
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus then prints the sentence instead of a stack trace.
      throw new ConfigurationException(SignalConfig.PREFIX + "." + e.getMessage());
    }
  }
}
