package neuratrade.quest;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the configuration into rules, at start, so that nonsense is refused before any event. */
@ApplicationScoped
final class QuestRulesProducer {

  /**
   * @throws ConfigurationException that begins with the whole key of the setting that is wrong
   */
  @Produces
  @Singleton
  @Startup
  static QuestRules rules(QuestConfig config) {
    try {
      return new QuestRules(
          config.milestones(),
          config.progressInterval(),
          config.deadlineGrace(),
          config.endedKept(),
          config.idleExpiry(),
          config.rateWindow(),
          config.maxQuests());
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus then prints the sentence instead of a stack trace.
      throw new ConfigurationException(QuestConfig.PREFIX + "." + e.getMessage());
    }
  }
}
