package neuratrade.quest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestRulesTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    assertThat(rules(Map.of())).isEqualTo(QuestRules.DEFAULT);
    assertThat(QuestRules.DEFAULT.milestones()).containsExactly(25, 50, 75, 90);
    assertThat(QuestRules.DEFAULT.progressInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(QuestRules.DEFAULT.deadlineGrace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(QuestRules.DEFAULT.endedKept()).isEqualTo(Duration.ofHours(24));
    assertThat(QuestRules.DEFAULT.idleExpiry()).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void everyKeyIsTaken() {
    QuestRules rules =
        rules(
            Map.of(
                "milestones", "1,99",
                "progress-interval", "PT1M",
                "deadline-grace", "PT0S",
                "ended-kept", "PT1H",
                "idle-expiry", "P1D",
                "rate-window", "PT10M",
                "max-quests", "1"));

    assertThat(rules)
        .isEqualTo(
            new QuestRules(
                List.of(1, 99),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          milestones        | 0,50   | is [0, 50]: they must be rising percents from 1 to 99
          milestones        | 50,25  | is [50, 25]: they must be rising percents from 1 to 99
          milestones        | 50,100 | is [50, 100]: they must be rising percents from 1 to 99
          milestones        | 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17 | is [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]: there must be at most 16
          progress-interval | PT0S   | is PT0S: it must be within PT0.001S and PT87600H
          deadline-grace    | PT-1S  | is PT-1S: it must be within PT0S and PT87600H
          ended-kept        | PT0S   | is PT0S: it must be within PT0.001S and PT87600H
          idle-expiry       | P9999D | is PT239976H: it must be within PT0.001S and PT87600H
          rate-window       | PT0S   | is PT0S: it must be within PT0.001S and PT87600H
          max-quests        | 0      | is 0: it must be at least 1
          """)
  void nonsenseIsRefusedNamingTheKey(String key, String value, String says) {
    assertThatThrownBy(() -> rules(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("neuratrade.quest." + key + " " + says);
  }

  @Test
  void whatIsNoDurationIsRefusedNamingTheKey() {
    assertThatThrownBy(() -> rules(Map.of("progress-interval", "soon")))
        .hasMessageContaining("neuratrade.quest.progress-interval");
  }

  private static QuestRules rules(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((key, value) -> properties.put(QuestConfig.PREFIX + "." + key, value));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(QuestConfig.class)
            .withDefaultValues(properties)
            .build();
    return QuestRulesProducer.rules(config.getConfigMapping(QuestConfig.class));
  }
}
