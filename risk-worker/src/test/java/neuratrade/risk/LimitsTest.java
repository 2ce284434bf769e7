package neuratrade.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    assertThat(limits(Map.of())).isEqualTo(Limits.DEFAULT);
    DrawdownLimits drawdown = Limits.DEFAULT.drawdown();
    assertThat(drawdown.warning()).isEqualByComparingTo("0.05");
    assertThat(drawdown.critical()).isEqualByComparingTo("0.10");
    assertThat(drawdown.halt()).isEqualByComparingTo("0.15");
    assertThat(drawdown.haltAmount()).isNull();
    assertThat(drawdown.stepDownMargin()).isEqualByComparingTo("0.02");
    assertThat(drawdown.autoResume()).isFalse();
    assertThat(Limits.DEFAULT.measure())
        .isEqualTo(new Measure(Measure.Kind.TRAILING, null, Measure.Basis.EQUITY, null));
    assertThat(Limits.DEFAULT.day())
        .isEqualTo(new DayLimits(new BigDecimal("0.05"), ZoneId.of("UTC"), LocalTime.MIDNIGHT));
    assertThat(Limits.DEFAULT.losses())
        .isEqualTo(
            new LossLimits(
                3,
                Duration.ofMinutes(15),
                new BigDecimal("0.7"),
                new BigDecimal("0.1"),
                new BigDecimal("1.5")));
  }

  @Test
  void everyKeyIsTakenFromConfigurationAndFromARequestAlike() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("warning-drawdown", "0.1");
    settings.put("critical-drawdown", "0.2");
    settings.put("halt-drawdown", "1");
    settings.put("halt-amount", "2500");
    settings.put("step-down-margin", "0");
    settings.put("auto-resume", "true");
    settings.put("daily-loss", "0.03");
    settings.put("day-zone", "Europe/Berlin");
    settings.put("day-time", "17:30");
    settings.put("losses-in-row", "5");
    settings.put("loss-pause", "PT1H");
    settings.put("size-after-loss", "0.5");
    settings.put("size-floor", "0.25");
    settings.put("size-after-win", "2");
    settings.put("reference", "trailing_eod");
    settings.put("static-reference", "50000");
    settings.put("basis", "balance");
    settings.put("lock", "50100");
    Map<String, @Nullable String> request = new LinkedHashMap<>();
    settings.forEach((key, value) -> request.put(key.replace('-', '_'), value));

    Limits all =
        new Limits(
            new DrawdownLimits(
                new BigDecimal("0.1"),
                new BigDecimal("0.2"),
                BigDecimal.ONE,
                new BigDecimal("2500"),
                BigDecimal.ZERO,
                true),
            new Measure(
                Measure.Kind.TRAILING_EOD,
                new BigDecimal("50000"),
                Measure.Basis.BALANCE,
                new BigDecimal("50100")),
            new DayLimits(new BigDecimal("0.03"), ZoneId.of("Europe/Berlin"), LocalTime.of(17, 30)),
            new LossLimits(
                5,
                Duration.ofHours(1),
                new BigDecimal("0.5"),
                new BigDecimal("0.25"),
                new BigDecimal("2")));
    assertThat(settings).hasSize(LimitKey.values().length);
    assertThat(limits(settings)).isEqualTo(all);
    assertThat(
            AccountLimits.usual(Limits.DEFAULT)
                .with(request, Limits.DEFAULT, Instant.EPOCH)
                .limits())
        .isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          warning-drawdown  | 0       | it must be above 0
          warning-drawdown  | -0.05   | it must be above 0
          warning-drawdown  | 0.1     | it must be above the warning drawdown, 0.1
          critical-drawdown | 0.05    | it must be above the warning drawdown, 0.05
          halt-drawdown     | 0.1     | it must be above the critical drawdown, 0.10
          halt-drawdown     | 1.01    | it must be at most 1, which is all of it
          halt-amount       | 0       | it must be above 0
          step-down-margin  | -0.01   | it must be within 0 and 1
          step-down-margin  | 2       | it must be within 0 and 1
          daily-loss        | 0       | it must be above 0 and at most 1
          daily-loss        | 1.01    | it must be above 0 and at most 1
          losses-in-row     | 0       | it must be within 1 and 1000
          losses-in-row     | 1001    | it must be within 1 and 1000
          loss-pause        | PT0.9S  | it must be within PT1S and PT720H
          loss-pause        | PT721H  | it must be within PT1S and PT720H
          size-after-loss   | 0       | it must be above 0 and at most 1
          size-after-loss   | 1.1     | it must be above 0 and at most 1
          size-floor        | 0       | it must be above 0 and at most 1
          size-after-win    | 0.9     | it must be within 1 and 10
          size-after-win    | 11      | it must be within 1 and 10
          static-reference  | -1      | it must be above 0
          lock              | 0       | it must be above 0
          """)
  void nonsenseIsRefusedNamingTheKey(String key, String value, String must) {
    // A warning at the critical threshold is the critical one's fault.
    String named = must.contains("warning drawdown") ? "critical-drawdown" : key;

    assertThatThrownBy(() -> limits(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("neuratrade.risk." + named + " is ")
        .hasMessageEndingWith(": " + must);
    assertThatThrownBy(() -> own(key.replace('-', '_'), value))
        .hasMessageStartingWith(named.replace('-', '_') + " is ")
        .hasMessageEndingWith(": " + must);
  }

  @ParameterizedTest
  @CsvSource({
    "halt-drawdown, 15 %",
    "auto-resume, perhaps",
    "day-zone, Mars/Olympus",
    "day-time, noon",
    "losses-in-row, many",
    "loss-pause, soon",
    "reference, yesterday",
    "basis, luck",
  })
  void whatIsNoneAtAllIsRefusedNamingTheKey(String key, String value) {
    if (!key.equals("auto-resume")) {
      assertThatThrownBy(() -> limits(Map.of(key, value)))
          .hasMessageContaining("neuratrade.risk." + key);
    }
    assertThatThrownBy(() -> own(key.replace('-', '_'), value))
        .isInstanceOf(RefusedLimitException.class)
        .hasMessageStartingWith(key.replace('-', '_') + " is " + value + ": it must be ");
  }

  @ParameterizedTest
  @CsvSource({
    "halt_drawdown, 1e99999999",
    "lock, 1e19",
    "lock, 1e-19",
    "static_reference, 1e99999999999"
  })
  void numbersBeyondTheBoundsAreRefusedBeforeAnyArithmetic(String key, String value) {
    assertThatThrownBy(() -> own(key, value)).hasMessageContaining("at most 38 digits");
  }

  @Test
  void ratiosHaveAtMostEighteenDecimals() {
    assertThatThrownBy(() -> limits(Map.of("halt-drawdown", "0.1500000000000000001")))
        .hasMessageEndingWith("it must have at most 18 decimals");
  }

  @Test
  void secondsAreNoTimeOfDay() {
    assertThatThrownBy(() -> own("day_time", "17:00:01")).hasMessageStartingWith("day_time is ");
  }

  @Test
  void aLimitThatConfigurationMadeSenselessIsPassedOverAndTheOthersStand() {
    Map<LimitKey, String> own = Map.of(LimitKey.CRITICAL_DRAWDOWN, "0.12", LimitKey.LOCK, "50100");
    Limits usual = RiskFixtures.limits("warning_drawdown", "0.12", "critical_drawdown", "0.13");

    Limits limits = AccountLimits.of(own, Instant.EPOCH, usual).limits();

    assertThat(limits.drawdown()).isEqualTo(usual.drawdown());
    assertThat(limits.measure().lock()).isEqualByComparingTo("50100");
  }

  private static AccountLimits own(String key, String value) {
    return AccountLimits.usual(Limits.DEFAULT)
        .with(Map.of(key, value), Limits.DEFAULT, Instant.EPOCH);
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
