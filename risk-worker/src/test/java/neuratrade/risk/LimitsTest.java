package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    assertThat(limits(Map.of())).isEqualTo(Limits.DEFAULT);
    assertThat(Limits.DEFAULT.warningDrawdown()).isEqualByComparingTo("0.05");
    assertThat(Limits.DEFAULT.criticalDrawdown()).isEqualByComparingTo("0.10");
    assertThat(Limits.DEFAULT.haltDrawdown()).isEqualByComparingTo("0.15");
    assertThat(Limits.DEFAULT.stepDownMargin()).isEqualByComparingTo("0.02");
    assertThat(Limits.DEFAULT.autoResume()).isFalse();
    assertThat(Limits.DEFAULT.recoveryMark()).isEqualByComparingTo("0.03");
  }

  @Test
  void everyKeyIsTaken() {
    Limits limits =
        limits(
            Map.of(
                "warning-drawdown", "0.1",
                "critical-drawdown", "0.2",
                "halt-drawdown", "1",
                "step-down-margin", "0",
                "auto-resume", "true"));

    assertThat(limits)
        .isEqualTo(
            new Limits(
                new BigDecimal("0.1"),
                new BigDecimal("0.2"),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          warning-drawdown  | 0      | is 0: it must be above 0
          warning-drawdown  | -0.05  | is -0.05: it must be above 0
          warning-drawdown  | 1e-30  | has 30 decimals: it must have at most 18
          critical-drawdown | 0.05   | is 0.05: it must be above warning-drawdown, 0.05
          halt-drawdown     | 0.1    | is 0.1: it must be above critical-drawdown, 0.10
          halt-drawdown     | 1.01   | is 1.01: it must be at most 1, which is all of it
          step-down-margin  | -0.01  | is -0.01: it must be within 0 and 1
          step-down-margin  | 2      | is 2: it must be within 0 and 1
          """)
  void nonsenseIsRefusedNamingTheKey(String key, String value, String says) {
    assertThatThrownBy(() -> limits(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("neuratrade.risk." + key + " " + says);
  }

  @Test
  void whatIsNoNumberIsRefusedNamingTheKey() {
    assertThatThrownBy(() -> limits(Map.of("halt-drawdown", "15 %")))
        .hasMessageContaining("neuratrade.risk.halt-drawdown");
  }

  private static Limits limits(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((key, value) -> properties.put(RiskConfig.PREFIX + "." + key, value));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(RiskConfig.class)
            .withDefaultValues(properties)
            .build();
    return LimitsProducer.limits(config.getConfigMapping(RiskConfig.class));
  }
}
