package neuratrade.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FiguresTest {

  private final Figures figures = new Figures();

  @Test
  void medianIsTheMiddleOneOfAnOddNumberOfRuns() {
    figures.add("a.ms", 9);
    figures.add("a.ms", 1);
    figures.add("a.ms", 2);

    assertThat(figures.median("a.ms")).isEqualTo(2);
  }

  @Test
  void medianIsTheMeanOfTheMiddleTwoOfAnEvenNumberOfRuns() {
    figures.add("a.ms", 9);
    figures.add("a.ms", 1);
    figures.add("a.ms", 2);
    figures.add("a.ms", 3);

    assertThat(figures.median("a.ms")).isEqualTo(2.5);
  }

  @Test
  void mediansKeepTheOrderOfMeasuring() {
    figures.add("b.ms", 1);
    figures.add("a.ms", 2);
    figures.add("b.ms", 3);

    assertThat(figures.medians()).hasToString("{b.ms=2.0, a.ms=2.0}");
  }

  @Test
  void refusesToGiveTheMedianOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figures.median("a.ms"))
        .withMessageContaining("a.ms");
  }
}
