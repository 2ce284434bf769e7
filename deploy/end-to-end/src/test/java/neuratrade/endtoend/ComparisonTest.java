package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final Outcome must = told("a", "b", "c");

  @Test
  void findsNothingWhereAllIsAsItMustBe() {
    Comparison comparison = Comparison.of(must, told("a", "b", "c"));

    assertThat(comparison.isExact()).isTrue();
    assertThat(comparison.notifications()).isEqualTo(3);
    assertThat(comparison.figures()).isEqualTo("lost=0 doubled=0 reordered=0");
  }

  @Test
  void countsWhatIsLostDoubledAndReordered() {
    assertThat(Comparison.of(must, told("a", "c")).figures())
        .isEqualTo("lost=1 doubled=0 reordered=0");
    assertThat(Comparison.of(must, told("a", "b", "a", "c")).figures())
        .isEqualTo("lost=0 doubled=1 reordered=0");
    assertThat(Comparison.of(must, told("b", "a", "c")).figures())
        .isEqualTo("lost=0 doubled=0 reordered=2");
    assertThat(Comparison.of(must, told("a", "b", "another")).figures())
        .isEqualTo("lost=1 doubled=1 reordered=0");
  }

  @Test
  void countsDeadLettersAndStatesThatDiffer() {
    Outcome expected = new Outcome(Map.of(), Map.of("0", List.of("7 bad")), Map.of("42", "x"));
    Outcome seen = new Outcome(Map.of(), Map.of(), Map.of("42", "y", "43", "z"));

    Comparison comparison = Comparison.of(expected, seen);

    assertThat(comparison.others()).isEqualTo(3);
    assertThat(comparison.isExact()).isFalse();
    assertThat(comparison.examples()).hasSize(3);
  }

  private static Outcome told(String... notifications) {
    return new Outcome(Map.of("risk:42", List.of(notifications)), Map.of(), Map.of());
  }
}
