package neuratrade.pipeline.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000, 0",
    "-0.0, 0",
    "1000, 1000",
    "1000.50, 1000.5",
    "1E+3, 1000",
    "1e-18, 0.000000000000000001",
    "-5.00, -5",
    "100, 100"
  })
  void anAmountIsPlainAndWithoutTrailingZeros(BigDecimal value, String text) {
    assertThat(Decimals.amount(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.152, 0.1520, 15.20 %",
    "0.14999999, 0.1499, 14.99 %",
    "-0.00019, -0.0001, -0.01 %",
    "1.5, 1.5000, 150.00 %",
    "0, 0.0000, 0.00 %"
  })
  void aRatioIsRoundedTowardZero(BigDecimal value, String ratio, String percent) {
    assertThat(Decimals.ratio(value)).isEqualTo(ratio);
    assertThat(Decimals.percent(value)).isEqualTo(percent);
    assertThat(Decimals.ratio(value.multiply(BigDecimal.TEN), BigDecimal.TEN)).hasToString(ratio);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void thePlainFormIsWhatItsTextIsReadAs(long seed) throws UnreadableException {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(37) - 18);

      BigDecimal plain = Decimals.plain(value);

      assertThat(plain).as("seed %d: %s", seed, value).isEqualByComparingTo(value);
      assertThat(new BigDecimal(Decimals.amount(value))).isEqualTo(plain);
      assertThat(Decimals.plain(plain)).isEqualTo(plain);
    }
  }
}
