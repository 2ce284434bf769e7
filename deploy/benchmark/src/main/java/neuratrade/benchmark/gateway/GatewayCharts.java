package neuratrade.benchmark.gateway;

import static neuratrade.benchmark.gateway.GatewayBenchmark.BURSTS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.CONNECTION_BYTES;
import static neuratrade.benchmark.gateway.GatewayBenchmark.CPU_US_PER_MSG;
import static neuratrade.benchmark.gateway.GatewayBenchmark.END_TO_END_P50_MS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.END_TO_END_P99_MS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.IDLE;
import static neuratrade.benchmark.gateway.GatewayBenchmark.LATENCY_P50_MS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.LATENCY_P99_MS;
import static neuratrade.benchmark.gateway.Resuming.RESUME;
import static neuratrade.benchmark.gateway.Resuming.SECONDS;
import static neuratrade.benchmark.gateway.Server.BARE_NETTY;
import static neuratrade.benchmark.gateway.Server.GATEWAY;

import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.report.Chart;
import neuratrade.benchmark.report.Chart.Bar;
import neuratrade.benchmark.report.Chart.Row;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;

/** What {@link GatewayBenchmark} found, drawn. */
public final class GatewayCharts {

  private static final double MOST_OF_BARE_NETTY = 1.25;
  private static final double MOST_IDLE_BYTES = 10_240;
  private static final double MOST_P50_MS = 20;
  private static final double MOST_P99_MS = 60;

  private GatewayCharts() {}

  /** The figures beside each other, with the bars of the design. */
  public static List<Chart> of(Figures figures, List<Audience> audiences) {
    List<Chart> charts = new ArrayList<>();
    for (Audience audience : audiences) {
      for (int burst : BURSTS) {
        if (figures.has(GATEWAY.figure(audience.heading(burst), CPU_US_PER_MSG))) {
          charts.add(cpu(figures, audience, burst));
        }
      }
    }
    if (figures.has(GATEWAY.figure("", LATENCY_P50_MS))) {
      charts.add(
          latency(
              "Latency, Kafka to client at 70 % of the throughput, ms",
              figures.median(GATEWAY.figure("", LATENCY_P50_MS)),
              figures.median(GATEWAY.figure("", LATENCY_P99_MS))));
    }
    figures
        .medians()
        .forEach((name, bytes) -> {
          if (name.startsWith(IDLE) && name.endsWith(CONNECTION_BYTES)) {
            Bar bar = new Bar("≤ 10 KB", bytes <= MOST_IDLE_BYTES);
            charts.add(
                new Chart("Idle connection, bytes", List.of(new Row("Gateway", bytes, bar))));
          }
        });
    if (figures.has(END_TO_END_P50_MS)) {
      charts.add(
          latency(
              "Latency, event to client through worker and gateway, ms",
              figures.median(END_TO_END_P50_MS),
              figures.median(END_TO_END_P99_MS)));
    }
    figures
        .medians()
        .forEach((name, seconds) -> {
          if (name.startsWith(RESUME) && name.endsWith(SECONDS)) {
            charts.add(
                new Chart(
                    "Clients of a killed gateway, until all have resumed at another, s",
                    List.of(new Row("Gateway", seconds, null))));
          }
        });
    return charts;
  }

  private static Chart latency(String title, double p50, double p99) {
    return new Chart(title, List.of(row("p50", p50, MOST_P50_MS), row("p99", p99, MOST_P99_MS)));
  }

  private static Row row(String subject, double millis, double most) {
    return new Row(
        subject, millis, new Bar("≤ %s ms".formatted(Numbers.shown(most)), millis <= most));
  }

  private static Chart cpu(Figures figures, Audience audience, int burst) {
    String heading = audience.heading(burst);
    double ratio =
        figures.median(GATEWAY.figure(heading, CPU_US_PER_MSG))
            / figures.median(BARE_NETTY.figure(heading, CPU_US_PER_MSG));
    List<Row> rows = new ArrayList<>();
    for (Server server : Server.values()) {
      String figure = server.figure(heading, CPU_US_PER_MSG);
      if (figures.has(figure)) {
        Bar bar =
            new Bar(
                "≤ 1.25 × bare Netty (%s ×)".formatted(Numbers.shown(ratio)),
                ratio <= MOST_OF_BARE_NETTY);
        rows.add(new Row(server.title, figures.median(figure), server == GATEWAY ? bar : null));
      }
    }
    return new Chart(
        "CPU of the server a message, %s, %d due at a time, µs".formatted(audience, burst), rows);
  }
}
