package neuratrade.benchmark.stage;

import static neuratrade.benchmark.stage.StageBenchmark.BYTES_PER_ACCOUNT;
import static neuratrade.benchmark.stage.StageBenchmark.CPU_US_PER_EVENT;
import static neuratrade.benchmark.stage.StageBenchmark.EVENTS_PER_S;
import static neuratrade.benchmark.stage.StageBenchmark.LATENCY_P50_MS;
import static neuratrade.benchmark.stage.StageBenchmark.LATENCY_P99_MS;
import static neuratrade.benchmark.stage.StageBenchmark.RESTORE_RECORDS_PER_S;
import static neuratrade.benchmark.stage.StageBenchmark.SOAK_GROWTH;
import static neuratrade.benchmark.stage.StageBenchmark.STREAMS_RESTORE_RECORDS_PER_S;
import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_100MS;
import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_10MS;
import static neuratrade.benchmark.stage.Subject.RISK;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import org.jspecify.annotations.Nullable;

/** What {@link StageBenchmark} found, drawn: as much of it as was measured. */
public final class StageCharts {

  private static final Pattern GROWTH = Pattern.compile("stage\\.accounts(\\d+)\\." + EVENTS_PER_S);
  private static final double LEAST_RESTORED_PER_S = 150_000;

  /** Bytes an account may grow by with time: sixteen raises of its reference, of twenty each. */
  private static final double REMEMBERED = 320;

  private final Figures figures;
  private final List<Chart> charts = new ArrayList<>();

  private StageCharts(Figures figures) {
    this.figures = figures;
  }

  /** The figures beside each other, with the bars of the design. */
  public static List<Chart> of(Figures figures) {
    StageCharts drawn = new StageCharts(figures);
    drawn.subjects();
    drawn.restore();
    drawn.growth();
    drawn.soak();
    return drawn.charts;
  }

  private void subjects() {
    boolean compared = figures.has(RISK.figure(EVENTS_PER_S));
    chart("Throughput, drained backlog, events/s", EVENTS_PER_S, compared ? throughput() : null);
    chart("CPU of the process an event, µs", CPU_US_PER_EVENT, compared ? cpu() : null);
    chart(
        "Latency p50, produce to read-committed, ms",
        LATENCY_P50_MS,
        compared ? new Bar("≤ 15 ms", figures.median(RISK.figure(LATENCY_P50_MS)) <= 15) : null);
    chart("Latency p99, produce to read-committed, ms", LATENCY_P99_MS, compared ? p99() : null);
  }

  private Bar throughput() {
    double ratio =
        figures.median(RISK.figure(EVENTS_PER_S))
            / figures.median(KAFKA_STREAMS_100MS.figure(EVENTS_PER_S));
    return new Bar(
        "≥ 2 × Kafka Streams at 100 ms (%s ×)".formatted(Numbers.shown(ratio)), ratio >= 2);
  }

  private Bar cpu() {
    double ratio =
        figures.median(RISK.figure(CPU_US_PER_EVENT))
            / figures.median(KAFKA_STREAMS_100MS.figure(CPU_US_PER_EVENT));
    return new Bar(
        "≤ 0.6 × Kafka Streams at 100 ms (%s ×)".formatted(Numbers.shown(ratio)), ratio <= 0.6);
  }

  private Bar p99() {
    double p99 = figures.median(RISK.figure(LATENCY_P99_MS));
    boolean below = p99 < figures.median(KAFKA_STREAMS_10MS.figure(LATENCY_P99_MS));
    return new Bar("≤ 40 ms and below Kafka Streams at 10 ms", p99 <= 40 && below);
  }

  private void chart(String title, String figure, @Nullable Bar bar) {
    List<Row> rows = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      String name = subject.figure(figure);
      if (figures.has(name)) {
        rows.add(new Row(subject.title, figures.median(name), subject == RISK ? bar : null));
      }
    }
    if (!rows.isEmpty()) {
      charts.add(new Chart(title, rows));
    }
  }

  private void restore() {
    if (figures.has(RESTORE_RECORDS_PER_S)) {
      double ours = figures.median(RESTORE_RECORDS_PER_S);
      double theirs = figures.median(STREAMS_RESTORE_RECORDS_PER_S);
      Bar bar =
          new Bar("≥ 150 000 and ≥ Kafka Streams", ours >= LEAST_RESTORED_PER_S && ours >= theirs);
      charts.add(
          new Chart(
              "Restore, records of 300 bytes a second",
              List.of(new Row("Stage", ours, bar), new Row("Kafka Streams", theirs, null))));
    }
  }

  private void growth() {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Double> figure : figures.medians().entrySet()) {
      Matcher accounts = GROWTH.matcher(figure.getKey());
      if (accounts.matches()) {
        String subject = Numbers.shown(Double.parseDouble(accounts.group(1))) + " accounts";
        rows.add(new Row(subject, figure.getValue(), null));
      }
    }
    if (!rows.isEmpty()) {
      charts.add(new Chart("Throughput as accounts grow, events/s", rows));
    }
    if (figures.has(BYTES_PER_ACCOUNT)) {
      charts.add(
          new Chart(
              "Heap of the stage an account, bytes",
              List.of(new Row("Risk stage", figures.median(BYTES_PER_ACCOUNT), null))));
    }
  }

  private void soak() {
    if (figures.has(SOAK_GROWTH)) {
      double growth = figures.median(SOAK_GROWTH);
      Bar bar = new Bar("≤ 320, the raises that it remembers", growth <= REMEMBERED);
      charts.add(
          new Chart(
              "Growth of the heap after the first fifth of a soak, bytes an account",
              List.of(new Row("Risk stage", growth, bar))));
    }
  }
}
