package neuratrade.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void drawsRowsBesideEachOtherAndEndsOursWithItsBar() {
    Chart chart =
        new Chart(
            "Throughput, events/s",
            List.of(
                new Row("Ours", 300_000, new Bar("≥ 2 × theirs", true)),
                new Row("Theirs", 100_000, null)));

    assertThat(chart.lines())
        .containsExactly(
            "Throughput, events/s",
            "  Ours                       300 000  ##############################  ≥ 2 × theirs  met",
            "  Theirs                     100 000  ##########");
  }

  @Test
  void saysWhenABarIsMissed() {
    Chart chart = new Chart("ms", List.of(new Row("Ours", 2.5, new Bar("≤ 2 ms", false))));

    assertThat(chart.lines().getLast()).endsWith("≤ 2 ms  missed").contains(" 2.50 ");
  }

  @Test
  void drawsNothingForNothing() {
    assertThat(new Chart("ms", List.of(new Row("Ours", 0, null))).lines().getLast())
        .doesNotContain("#")
        .endsWith("0.00");
  }
}
