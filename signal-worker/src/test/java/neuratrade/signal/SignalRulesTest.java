package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalRulesTest {

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    SignalRules rules = rules();

    assertThat(rules.quoteKept()).isEqualTo(Duration.ofSeconds(60));
    assertThat(rules.quotesApart()).isEqualTo(Duration.ofSeconds(5));
    assertThat(rules.minProfit()).isEqualByComparingTo("0.005");
    assertThat(rules.opportunityLife()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rules.signalLife()).isEqualTo(Duration.ofMinutes(15));
    assertThat(rules.repeatWindow()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rules.symbolKept()).isEqualTo(Duration.ofHours(24));
    assertThat(rules.maxLive()).isEqualTo(3);
    assertThat(rules.gates().overall()).isEqualByComparingTo("0.6");
    assertThat(rules.gates().exchange()).isEqualByComparingTo("0.7");
    assertThat(rules.gates().volume()).isEqualByComparingTo("0.5");
    assertThat(rules.gates().liquidity()).isEqualByComparingTo("0.5");
    assertThat(rules.gates().risk()).isEqualByComparingTo("0.4");
    assertThat(rules.gates().confidence()).isEqualByComparingTo("0.6");
    assertThat(rules.gates().tellOverall()).isEqualByComparingTo("0.7");
    assertThat(rules.scorer().weights().exchange()).isEqualByComparingTo("0.20");
    assertThat(rules.scorer().weights().multiSignal()).isEqualByComparingTo("0.05");
  }

  @Test
  void everyKeyIsTaken() {
    SignalRules rules =
        rules(
            Map.ofEntries(
                Map.entry("quote-kept", "PT30S"),
                Map.entry("quotes-apart", "PT2S"),
                Map.entry("min-profit", "0.01"),
                Map.entry("opportunity-life", "PT1M"),
                Map.entry("crossings-together", "PT2M"),
                Map.entry("signal-life", "PT10M"),
                Map.entry("renew-after", "PT1S"),
                Map.entry("repeat-window", "PT3M"),
                Map.entry("symbol-kept", "PT48H"),
                Map.entry("max-live", "5"),
                Map.entry("reliability", "okx:0.75"),
                Map.entry("unknown-reliability", "0.4"),
                Map.entry("accept.risk", "0.3"),
                Map.entry("tell-overall", "0.8"),
                Map.entry("weights.exchange", "0.25"),
                Map.entry("weights.volume", "0.10"),
                Map.entry("curves.timing", "0:1,10:0")));

    assertThat(rules.quoteKept()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rules.quotesApart()).isEqualTo(Duration.ofSeconds(2));
    assertThat(rules.minProfit()).isEqualByComparingTo("0.01");
    assertThat(rules.opportunityLife()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rules.crossingsTogether()).isEqualTo(Duration.ofMinutes(2));
    assertThat(rules.signalLife()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rules.renewAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(rules.repeatWindow()).isEqualTo(Duration.ofMinutes(3));
    assertThat(rules.symbolKept()).isEqualTo(Duration.ofHours(48));
    assertThat(rules.maxLive()).isEqualTo(5);
    assertThat(rules.scorer().reliability().known())
        .isEqualTo(Map.of("okx", new BigDecimal("0.75")));
    assertThat(rules.scorer().reliability().unknown()).isEqualByComparingTo("0.4");
    assertThat(rules.gates().risk()).isEqualByComparingTo("0.3");
    assertThat(rules.gates().tellOverall()).isEqualByComparingTo("0.8");
    assertThat(rules.scorer().curves().timing().at(new BigDecimal("5")))
        .isEqualByComparingTo("0.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quote-kept          | PT0S          | quote-kept is PT0S: it must be within PT0.001S and PT168H
          quotes-apart        | PT2M          | quotes-apart is PT2M: it must be within PT0.001S and PT1M
          min-profit          | 0             | min-profit is 0: it must be above 0, and 1 at most
          min-profit          | 1.1           | min-profit is 1.1: it must be above 0, and 1 at most
          opportunity-life    | PT16M         | opportunity-life is PT16M: it must be within PT0.001S and PT15M
          crossings-together  | PT-1S         | crossings-together is PT-1S: it must be within PT0.001S and PT15M
          signal-life         | P8D           | signal-life is PT192H: it must be within PT0.001S and PT168H
          symbol-kept         | PT19M         | symbol-kept is PT19M: it must not be shorter than signal-life and repeat-window
          max-live            | 0             | max-live is 0: it must be within 1 and 16
          max-live            | 17            | max-live is 17: it must be within 1 and 16
          reliability         | binance       | reliability: binance is no entry such as binance:0.8657
          reliability         | binance:1.2   | reliability: binance:1.2 is no exchange with a number within 0 and 1
          reliability         | :0.5          | reliability: :0.5 is no exchange with a number within 0 and 1
          unknown-reliability | 2             | unknown-reliability is 2: it must be within 0 and 1
          accept.confidence   | -0.1          | accept.confidence is -0.1: it must be within 0 and 1
          tell-overall        | 1.01          | tell-overall is 1.01: it must be within 0 and 1
          weights.exchange    | 0.21          | weights: sum up to 1.01: they must sum up to 1
          weights.market      | -0.02         | weights: one is -0.02: they must not be negative
          curves.volume       | 1:0,1:1       | curves.volume: 1:1 does not lie beyond the point before it
          curves.multi-signal | x             | curves.multi-signal: x is no point such as 1000:0.2
          """)
  void nonsenseIsRefusedNamingTheKey(String key, String value, String says) {
    assertThatThrownBy(() -> rules(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("neuratrade.signal." + says);
  }

  @Test
  void whatIsNoDurationIsRefusedNamingTheKey() {
    assertThatThrownBy(() -> rules(Map.of("quote-kept", "soon")))
        .hasMessageContaining("neuratrade.signal.quote-kept");
  }
}
