package neuratrade.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

class OptionsTest {

  @Test
  void takesAccountsThatBeginWithAMinusAfterTwoOfThem() {
    var parsed = new CommandLine(new Token()).parseArgs("--operator", "--", "-1001", "42");

    assertThat(parsed.matchedPositionalValue(0, java.util.List.<String>of()))
        .containsExactly("-1001", "42");
  }

  @ParameterizedTest
  @CsvSource({"12h,PT12H", "30m,PT30M", "90s,PT1M30S", "1h30m,PT1H30M"})
  void readsALife(String text, Duration life) {
    assertThat(new Life().convert(text)).isEqualTo(life);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "0s", "-5m", "h", "1d"})
  void refusesWhatIsNoLife(String text) {
    assertThatThrownBy(() -> new Life().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("write 12h, 30m or 90s");
  }

  @Test
  void refusesAnOptionThatUpDoesNotKnow() {
    assertThatThrownBy(() -> new CommandLine(new Up()).parseArgs("--prot", "8080"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--prot");
  }

  @Test
  void takesAllOptionsOfWatch() {
    var parsed =
        new CommandLine(new Watch())
            .parseArgs("--json", "--until", "risk.halt", "--timeout", "120", "--", "-7");

    assertThat(parsed.<String>matchedOptionValue("--until", "")).isEqualTo("risk.halt");
    assertThat(parsed.<Integer>matchedOptionValue("--timeout", 0)).isEqualTo(120);
  }

  @Test
  void watchesForATimeOrWaitsForATime() {
    var parsed = new CommandLine(new Watch()).parseArgs("--count", "--for", "120");

    assertThat(parsed.<Integer>matchedOptionValue("--for", 0)).isEqualTo(120);
    assertThatThrownBy(() -> new CommandLine(new Watch()).parseArgs("--for", "1", "--timeout", "2"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("mutually exclusive");
  }
}
