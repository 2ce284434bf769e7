package neuratrade.benchmark.stage;

import static neuratrade.benchmark.stage.Subject.KAFKA_STREAMS_100MS;
import static neuratrade.benchmark.stage.Subject.RISK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import neuratrade.benchmark.process.BrokerProcess;
import neuratrade.benchmark.process.WorkDirectory;
import org.junit.jupiter.api.Test;

class StageBenchmarkIT {

  private static final WorkDirectory WORK =
      new WorkDirectory(Path.of("target/it").toAbsolutePath());
  private static final StageSizes SMALL =
      new StageSizes(1, 20_000, 5_000, 200, 0, 100, 1, 1, 2_000, List.of(100, 2_000), 5_000, 100);

  @Test
  void stageAndKafkaStreamsTellTheSameAndAreMeasured() {
    try (BrokerProcess broker = BrokerProcess.start(WORK)) {
      StageBenchmark benchmark =
          new StageBenchmark(broker.bootstrapServers(), SMALL, WORK, false, System.out::println);

      // It fails by itself if what they told differs, or if a paced event is not told.
      var figures =
          benchmark.measure(EnumSet.allOf(Part.class), List.of(RISK, KAFKA_STREAMS_100MS));

      assertThat(figures.medians())
          .containsKeys(
              Stream.of(Part.values()).flatMap(StageBenchmarkIT::figures).toArray(String[]::new))
          .allSatisfy((name, median) -> assertThat(median).as(name).isPositive());
    }
  }

  private static Stream<String> figures(Part part) {
    return switch (part) {
      case RISK ->
          Stream.of(
              "stage.risk.events_per_s",
              "stage.risk.cpu_us_per_event",
              "stage.kafka_streams_100ms.events_per_s",
              "stage.risk.latency_p50_ms",
              "stage.risk.latency_p99_ms");
      case QUEST -> Stream.of("stage.quest.events_per_s", "stage.quest.latency_p99_ms");
      case SIGNAL -> Stream.of("stage.signal.events_per_s", "stage.signal.latency_p99_ms");
      case RESTORE ->
          Stream.of("stage.restore_records_per_s", "stage.kafka_streams.restore_records_per_s");
      case ACCOUNTS -> Stream.of("stage.accounts100.events_per_s", "stage.bytes_per_account");
      case SOAK -> Stream.of("stage.soak.heap_mb");
    };
  }
}
