package neuratrade.benchmark.gateway;

import static neuratrade.benchmark.gateway.Server.BARE_NETTY;
import static neuratrade.benchmark.gateway.Server.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import neuratrade.benchmark.process.BrokerProcess;
import neuratrade.benchmark.process.WorkDirectory;
import org.junit.jupiter.api.Test;

class GatewayBenchmarkIT {

  private static final WorkDirectory WORK =
      new WorkDirectory(Path.of("target/it").toAbsolutePath());
  private static final GatewaySizes SMALL = new GatewaySizes(1, 20, 50, 100, 1, 1);

  @Test
  void everyClientGetsEveryMessageOfEachServerAndItsCostIsMeasured() {
    try (BrokerProcess broker = BrokerProcess.start(WORK)) {
      Path home = Path.of("../..").toAbsolutePath().normalize();
      GatewayBenchmark benchmark =
          new GatewayBenchmark(
              broker.bootstrapServers(), home, SMALL, WORK, false, System.out::println);

      // It fails by itself if a client gets a message twice or not at all.
      var figures = benchmark.measure(List.of(GATEWAY, BARE_NETTY));

      assertThat(figures.medians())
          .containsKeys(
              "gateway.cpu_us_per_msg",
              "gateway.bare_netty_cpu_us_per_msg",
              "gateway.burst5.cpu_us_per_msg",
              "gateway.burst20.bare_netty_cpu_us_per_msg",
              "gateway.latency_p50_ms",
              "gateway.latency_p99_ms")
          .allSatisfy((name, median) -> assertThat(median).as(name).isPositive());
    }
  }
}
