package neuratrade.signal.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0",
    "0, 0",
    "500, 0.1",
    "1000, 0.2",
    "5500, 0.45",
    "10000, 0.7",
    "55000, 0.85",
    "100000, 1",
    "1e18, 1"
  })
  void straightLinesJoinThePointsAndItIsLevelBeyondThem(String x, String score) {
    Curve curve = Curve.parse(List.of("0:0", "1000:0.2", "10000:0.7", "100000:1"));

    assertThat(curve.at(new BigDecimal(x))).isEqualByComparingTo(score);
  }

  @Test
  void aSinglePointIsTheSameEverywhere() {
    Curve curve = Curve.parse(List.of("3:0.5"));

    assertThat(curve.at(BigDecimal.ZERO)).isEqualByComparingTo("0.5");
    assertThat(curve.at(BigDecimal.TEN)).isEqualByComparingTo("0.5");
  }

  @Test
  void whatIsNotExactIsRoundedOnce() {
    Curve curve = Curve.parse(List.of("0:0", "3:1"));

    assertThat(curve.at(BigDecimal.ONE)).hasToString("0.3333333333333333333333333333333333");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1:0,1:1    | 1:1 does not lie beyond the point before it
          2:0,1:1    | 1:1 does not lie beyond the point before it
          1:1.1      | 1:1.1 has a score that is not within 0 and 1
          1:-0.1     | 1:-0.1 has a score that is not within 0 and 1
          1          | 1 is no point such as 1000:0.2
          a:0        | a:0 is no point such as 1000:0.2
          1e9:0      | 1e9:0 is no point such as 1000:0.2
          """)
  void nonsenseIsRefused(String points, String says) {
    assertThatThrownBy(() -> Curve.parse(List.of(points.split(","))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(says);
  }
}
