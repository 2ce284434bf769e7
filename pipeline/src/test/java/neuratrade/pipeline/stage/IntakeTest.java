package neuratrade.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private final PartitionState partition = new PartitionState(Records.INPUT, 0);
  private final Intake intake = new Intake();

  @Test
  void aBatchHasNoMoreInputsThanATransactionMayCarry() {
    intake.add(Records.slice(partition, Records.some(0, 499)));
    intake.add(Records.slice(partition, Records.some(499, StageSettings.MAX_INPUTS)));

    List<Slice> first = intake.take();
    intake.putBack(first);
    assertThat(offsets(first)).hasSize(StageSettings.MAX_INPUTS);
    assertThat(first.getLast().next).isEqualTo(StageSettings.MAX_INPUTS);

    List<Slice> second = intake.take();
    intake.putBack(second);
    assertThat(offsets(second)).containsExactlyElementsOf(range(StageSettings.MAX_INPUTS, 10_499));
    assertThat(second.getLast().next).isEqualTo(10_499);
    assertThat(intake.isEmpty()).isTrue();
  }

  @Test
  void aRecordThatFailedTwiceComesAlone() {
    suspect(5);
    intake.add(Records.slice(partition, Records.some(0, 10)));

    assertThat(taken()).containsExactlyElementsOf(range(0, 5));
    assertThat(intake.isSuspectNext()).isTrue();
    assertThat(taken()).containsExactly(5L);
    intake.suspectIsDone();
    assertThat(taken()).containsExactlyElementsOf(range(6, 10));
    assertThat(intake.isEmpty()).isTrue();
  }

  @Test
  void whatIsLeftOfABatchBeforeASuspectComesBackBeforeIt() {
    suspect(5);
    intake.add(Records.slice(partition, Records.some(0, 10)));

    List<Slice> batch = intake.take();
    batch.getFirst().cut(2);
    intake.putBack(batch);

    assertThat(offsets(batch)).containsExactly(0L, 1L);
    assertThat(batch.getFirst().next).isEqualTo(2);
    assertThat(taken()).containsExactly(2L, 3L, 4L);
    assertThat(taken()).containsExactly(5L);
    intake.suspectIsDone();
    assertThat(taken()).containsExactlyElementsOf(range(6, 10));
  }

  private void suspect(long offset) {
    FoldFailure failure = new FoldFailure(Records.INPUT, offset, new IllegalStateException());
    assertThat(intake.failed(failure)).isFalse();
    assertThat(intake.failed(failure)).isTrue();
  }

  private List<Long> taken() {
    List<Slice> slices = intake.take();
    intake.putBack(slices);
    return offsets(slices);
  }

  private static List<Long> offsets(List<Slice> slices) {
    return slices.stream()
        .flatMap(slice -> slice.records.stream())
        .map(ConsumerRecord::offset)
        .toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
