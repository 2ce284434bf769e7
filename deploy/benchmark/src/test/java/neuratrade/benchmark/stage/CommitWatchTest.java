package neuratrade.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import neuratrade.benchmark.process.Measured;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitWatchTest {

  private final List<Measured> measured = new ArrayList<>();
  private final CommitWatch watch = new CommitWatch(10, 100, measured::add);

  @Test
  void measuresFromTheCommitThatEndsTheWarmUpToTheOneThatEndsTheInput() {
    commit(0, 4);
    commit(1, 8);
    commit(0, 60);
    commit(1, 40);

    assertThat(measured).singleElement().satisfies(m -> assertThat(m.count()).isEqualTo(88));
  }

  @Test
  void whatWasNotCommittedDoesNotCount() {
    commit(0, 10);
    watch.begun();
    watch.offsets(Map.of(partition(0), new OffsetAndMetadata(100)));
    watch.begun();
    commit(1, 50);

    assertThat(measured).isEmpty();
  }

  @Test
  void measuresAllIfOneCommitTakesAll() {
    commit(0, 100);

    assertThat(measured).singleElement().satisfies(m -> assertThat(m.count()).isEqualTo(100));
  }

  @Test
  void measuresOnce() {
    commit(0, 10);
    commit(0, 100);
    commit(0, 101);

    assertThat(measured).hasSize(1);
  }

  @Test
  void aMeasurementSurvivesTheWayBetweenProcesses() {
    Measured told = new Measured(1_000_000, 4_000_000_000L, 5_000_000_000L);

    assertThat(Measured.parse(told.line())).isEqualTo(told);
    assertThat(told.perSecond()).isEqualTo(250_000);
    assertThat(told.cpuMicrosEach()).isEqualTo(5);
  }

  private void commit(int partition, long offset) {
    watch.begun();
    watch.offsets(Map.of(partition(partition), new OffsetAndMetadata(offset)));
    watch.committed();
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("events", number);
  }
}
