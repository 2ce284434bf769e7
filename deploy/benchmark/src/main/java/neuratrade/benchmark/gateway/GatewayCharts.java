package neuratrade.benchmark.gateway;

import static neuratrade.benchmark.gateway.GatewayBenchmark.BURSTS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.CPU_US_PER_MSG;
import static neuratrade.benchmark.gateway.GatewayBenchmark.LATENCY_P50_MS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.LATENCY_P99_MS;
import static neuratrade.benchmark.gateway.GatewayBenchmark.heading;
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
  private static final double MOST_P50_MS = 20;
  private static final double MOST_P99_MS = 60;

  private GatewayCharts() {}

  /** The figures beside each other, with the bars of the design. */
  public static List<Chart> of(Figures figures) {
    List<Chart> charts = new ArrayList<>();
    for (int burst : BURSTS) {
      charts.add(cpu(figures, burst));
    }
    String p50 = GATEWAY.figure("", LATENCY_P50_MS);
    String p99 = GATEWAY.figure("", LATENCY_P99_MS);
    charts.add(
        new Chart(
            "Latency, Kafka to client at 70 % of the throughput, ms",
            List.of(
                row("Gateway, p50", figures.median(p50), MOST_P50_MS),
                row("Gateway, p99", figures.median(p99), MOST_P99_MS))));
    return charts;
  }

  private static Row row(String subject, double millis, double most) {
    return new Row(
        subject, millis, new Bar("≤ %s ms".formatted(Numbers.shown(most)), millis <= most));
  }

  private static Chart cpu(Figures figures, int burst) {
    double ratio =
        figures.median(GATEWAY.figure(heading(burst), CPU_US_PER_MSG))
            / figures.median(BARE_NETTY.figure(heading(burst), CPU_US_PER_MSG));
    List<Row> rows = new ArrayList<>();
    for (Server server : Server.values()) {
      String figure = server.figure(heading(burst), CPU_US_PER_MSG);
      if (figures.has(figure)) {
        Bar bar =
            new Bar(
                "≤ 1.25 × bare Netty (%s ×)".formatted(Numbers.shown(ratio)),
                ratio <= MOST_OF_BARE_NETTY);
        rows.add(new Row(server.title, figures.median(figure), server == GATEWAY ? bar : null));
      }
    }
    return new Chart(
        "CPU of the server a message and client, %d due at a time, µs".formatted(burst), rows);
  }
}
