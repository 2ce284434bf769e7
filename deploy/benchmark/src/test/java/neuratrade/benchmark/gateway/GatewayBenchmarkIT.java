package neuratrade.benchmark.gateway;

import static neuratrade.benchmark.gateway.Server.BARE_NETTY;
import static neuratrade.benchmark.gateway.Server.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import neuratrade.benchmark.process.BrokerProcess;
import neuratrade.benchmark.process.WorkDirectory;
import org.junit.jupiter.api.Test;

class GatewayBenchmarkIT {

  private static final WorkDirectory WORK =
      new WorkDirectory(Path.of("target/it").toAbsolutePath());
  private static final GatewaySizes SMALL =
      new GatewaySizes(1, List.of(new Audience(20, false)), 100, 300, 50, 50, 1, 1, 50);

  @Test
  void everyClientGetsEveryMessageOfEachServerAndItsCostIsMeasured() {
    try (BrokerProcess broker = BrokerProcess.start(WORK)) {
      Path home = Path.of("../..").toAbsolutePath().normalize();
      GatewayBenchmark benchmark =
          new GatewayBenchmark(
              broker.bootstrapServers(), home, SMALL, WORK, false, System.out::println);

      // It fails by itself if a client gets a message twice or not at all.
      var figures = benchmark.measure(EnumSet.allOf(Part.class), List.of(GATEWAY, BARE_NETTY));

      assertThat(figures.medians())
          .containsKeys(
              Stream.of(Part.values()).flatMap(GatewayBenchmarkIT::figures).toArray(String[]::new))
          .allSatisfy((name, median) -> assertThat(median).as(name).isPositive());
    }
  }

  private static Stream<String> figures(Part part) {
    return switch (part) {
      case FAN_OUT ->
          Stream.of(
              "gateway.each20.cpu_us_per_msg",
              "gateway.each20.bare_netty_cpu_us_per_msg",
              "gateway.each20.burst5.cpu_us_per_msg",
              "gateway.each20.burst20.bare_netty_cpu_us_per_msg",
              "gateway.latency_p50_ms",
              "gateway.latency_p99_ms");
      case IDLE -> Stream.of("gateway.idle50_connection_bytes");
      case END_TO_END -> Stream.of("end_to_end.latency_p99_ms");
      case RESUME -> Stream.of("gateway.resume50_s");
    };
  }
}
