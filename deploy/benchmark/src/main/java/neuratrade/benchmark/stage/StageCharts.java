package neuratrade.benchmark.stage;

import static neuratrade.benchmark.stage.StageBenchmark.CPU_US_PER_EVENT;
import static neuratrade.benchmark.stage.StageBenchmark.EVENTS_PER_S;
import static neuratrade.benchmark.stage.StageBenchmark.LATENCY_P50_MS;
import static neuratrade.benchmark.stage.StageBenchmark.LATENCY_P99_MS;
import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_100MS;
import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_10MS;
import static neuratrade.benchmark.stage.Subject.RISK;

import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import org.jspecify.annotations.Nullable;

/** What {@link StageBenchmark} found, drawn. */
public final class StageCharts {

  private StageCharts() {}

  /** The figures beside each other, with the bars of the design. */
  public static List<Chart> of(Figures figures) {
    double throughput =
        figures.median(RISK.figure(EVENTS_PER_S))
            / figures.median(KAFKA_STREAMS_100MS.figure(EVENTS_PER_S));
    double cpu =
        figures.median(RISK.figure(CPU_US_PER_EVENT))
            / figures.median(KAFKA_STREAMS_100MS.figure(CPU_US_PER_EVENT));
    double p50 = figures.median(RISK.figure(LATENCY_P50_MS));
    double p99 = figures.median(RISK.figure(LATENCY_P99_MS));
    boolean below = p99 < figures.median(KAFKA_STREAMS_10MS.figure(LATENCY_P99_MS));
    return List.of(
        chart(
            figures,
            "Throughput, drained backlog, events/s",
            EVENTS_PER_S,
            new Bar(
                "≥ 2 × Kafka Streams at 100 ms (%s ×)".formatted(Numbers.shown(throughput)),
                throughput >= 2)),
        chart(
            figures,
            "CPU of the process an event, µs",
            CPU_US_PER_EVENT,
            new Bar(
                "≤ 0.6 × Kafka Streams at 100 ms (%s ×)".formatted(Numbers.shown(cpu)),
                cpu <= 0.6)),
        chart(
            figures,
            "Latency p50, produce to read-committed, ms",
            LATENCY_P50_MS,
            new Bar("≤ 15 ms", p50 <= 15)),
        chart(
            figures,
            "Latency p99, produce to read-committed, ms",
            LATENCY_P99_MS,
            new Bar("≤ 40 ms and below Kafka Streams at 10 ms", p99 <= 40 && below)));
  }

  private static Chart chart(Figures figures, String title, String figure, Bar bar) {
    List<Row> rows = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      @Nullable Bar own = subject == RISK ? bar : null;
      rows.add(new Row(subject.title, figures.median(subject.figure(figure)), own));
    }
    return new Chart(title, rows);
  }
}
