package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.pipeline.stage.Ground.report;
import static neuratrade.pipeline.stage.Records.TOPICS;
import static neuratrade.pipeline.stage.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.stage.Tally.Count;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldingTest {

  /** The events' own time, in which the log begins. */
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final PartitionState partition = new PartitionState(Records.INPUT, 0);
  private final Folder folder = new Folder(new Outputs("worker", TOPICS), 1);
  private final Intake intake = new Intake();
  private long batches;

  @Test
  void skipsWhatItsStateHasInItAlready() {
    confirm(fold(Tally.program(), List.of(event(5, 0, "a"))));

    Batch again = fold(Tally.program(), List.of(event(5, 0, "a"), event(6, 0, "a")));

    assertThat(again.counts.skipped).isEqualTo(1);
    assertThat(values(again, TOPICS.notifications()))
        .singleElement()
        .asString()
        .contains("a has 2", "-6-0");
  }

  @Test
  void cutsABatchAtItsMostOutputsAndFoldsTheRestInTheNext() {
    // Each gives nine notifications and a state.
    int most = StageSettings.MAX_OUTPUTS / 10;
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < most + 7; i++) {
      records.add(event(i, 0, "a" + i));
    }
    intake.add(Records.slice(partition, records.subList(0, most - 3)));
    intake.add(Records.slice(partition, records.subList(most - 3, most + 5)));
    intake.add(Records.slice(partition, records.subList(most + 5, most + 7)));

    Batch first = foldWhatIsTaken(talkative());
    confirm(first);
    assertThat(first.outputs).hasSize(StageSettings.MAX_OUTPUTS);
    assertThat(first.offsets).containsEntry(Records.INPUT, new OffsetAndMetadata(most));
    assertThat(partition.committed).isEqualTo(most);
    assertThat(intake.records()).isEqualTo(7);

    Batch second = foldWhatIsTaken(talkative());
    confirm(second);
    assertThat(keys(second, TOPICS.state()))
        .containsExactly("a2000", "a2001", "a2002", "a2003", "a2004", "a2005", "a2006");
    assertThat(second.offsets).containsEntry(Records.INPUT, new OffsetAndMetadata(most + 7));
    assertThat(partition.committed).isEqualTo(most + 7);
    assertThat(intake.isEmpty()).isTrue();
  }

  @Test
  void cutsABatchAtItsMostBytesAndFoldsTheRestInTheNext() {
    int size = 1 << 20;
    int most = (int) StageSettings.MAX_BYTES / size;
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < most + 2; i++) {
      records.add(record(i, 0, "a", new byte[size]));
    }
    intake.add(Records.slice(partition, records));

    Batch first = foldWhatIsTaken(Tally.program());
    assertThat(first.outputs).hasSize(most);
    assertThat(first.offsets).containsEntry(Records.INPUT, new OffsetAndMetadata(most));

    Batch second = foldWhatIsTaken(Tally.program());
    assertThat(second.outputs).hasSize(2);
    assertThat(second.offsets).containsEntry(Records.INPUT, new OffsetAndMetadata(most + 2));
    assertThat(intake.isEmpty()).isTrue();
  }

  @Test
  void aTickWakesTwoThousandInTheOrderOfTheirTimeAndTheNextTickTheRest() {
    int all = 2_500;
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      records.add(waiting(i, i, "a" + (all - i)));
    }
    confirm(fold(Tally.program(), records));
    long due = all + Tally.RING.toMillis();

    Batch first = fold(Tally.program(), List.of(tick(all, due)));
    assertThat(first.counts.woken).isEqualTo(2_000);
    assertThat(values(first, TOPICS.notifications()))
        .hasSize(2_000)
        .satisfies(told -> assertThat(told.getFirst()).contains("\"a2500 has 1\""))
        .satisfies(told -> assertThat(told.getLast()).contains("\"a501 has 1\""));
    assertThat(isTimerDue(due)).isTrue();

    Batch second = fold(Tally.program(), List.of(tick(all + 1, due)));
    assertThat(second.counts.woken).isEqualTo(500);
    assertThat(values(second, TOPICS.notifications()).getLast()).contains("\"a1 has 1\"");
    assertThat(isTimerDue(Duration.ofDays(1).toMillis())).isFalse();
  }

  @Test
  void aTimerThatOnlyTakesAPartAwayWritesOneOfTheOthers() {
    Program<?, ?> program = Shelf.program();
    confirm(fold(program, List.of(waiting(0, 0, "a"))));

    Batch batch = fold(program, List.of(tick(1, 1_000)));

    assertThat(batch.outputs)
        .extracting(written -> new String(written.key(), UTF_8))
        .containsExactly("a#three", "a#one");
  }

  @Test
  void aTimerThatCannotBeFoldedFailsItsTick() {
    Program<?, ?> program = new FaultyTally().program();
    confirm(fold(program, List.of(waiting(0, 0, "throwing"))));

    assertThatThrownBy(() -> fold(program, List.of(tick(1, 1_000))))
        .isInstanceOfSatisfying(
            FoldFailure.class, failure -> assertThat(failure.isAt(Records.INPUT, 1)).isTrue());
    assertThat(isTimerDue(1_000)).as("it is still due").isTrue();
  }

  @Test
  void timersThatCannotBeFoldedAreSetAsideOneByOneAndTheOthersRing() {
    Program<?, ?> program = new FaultyTally().program();
    confirm(
        fold(
            program,
            List.of(
                waiting(0, 0, "throwing"),
                waiting(1, 0, "first"),
                waiting(2, 1, "telling"),
                waiting(3, 2, "second"),
                waiting(4, 3, "negative"),
                waiting(5, 4, "third"))));

    Batch alone = foldAlone(program, tick(6, 2_000));

    assertThat(keys(alone, TOPICS.deadLetters()))
        .containsExactly("throwing", "telling", "negative");
    assertThat(reasons(alone)).containsOnly("fold_failed");
    assertThat(alone.counts.deadLetters).containsEntry("fold_failed", 3);
    assertThat(values(alone, TOPICS.notifications()))
        .satisfiesExactly(
            told -> assertThat(told).contains("first has 1", "-6-0"),
            told -> assertThat(told).contains("second has 1", "-6-1"),
            told -> assertThat(told).contains("third has 1", "-6-2"));
    assertThat(alone.counts.notifications).isEqualTo(3);
    assertThat(states(alone))
        .as("none waits any more, and those that failed are as they were")
        .containsExactlyInAnyOrder(
            "throwing 1", "first 1", "telling 1", "second 1", "negative 1", "third 1");
    assertThat(isTimerDue(Duration.ofDays(1).toMillis())).isFalse();

    confirm(alone);
    assertThat(values(fold(program, List.of(event(7, 2_000, "negative"))), TOPICS.notifications()))
        .singleElement()
        .asString()
        .contains("negative has 2");
  }

  @Test
  void aTimerOfAStateThatCannotBeReadIsStoppedAndItsStateLeftAsItLies() {
    restored("a", "nonsense", 1);
    restored("b", "3", 2);

    assertThatThrownBy(() -> fold(Tally.program(), List.of(tick(7, 10))))
        .isInstanceOf(FoldFailure.class);
    Batch alone = foldAlone(Tally.program(), tick(7, 10));

    assertThat(keys(alone, TOPICS.deadLetters())).containsExactly("a");
    assertThat(values(alone, TOPICS.notifications()))
        .singleElement()
        .asString()
        .contains("b has 3");
    assertThat(states(alone)).containsExactlyInAnyOrder("a nonsense", "b 3");
    assertThat(isTimerDue(Duration.ofDays(1).toMillis())).isFalse();

    alone.undo();
    assertThat(isTimerDue(1)).as("an aborted batch leaves no trace").isTrue();
  }

  @Test
  void aTimerOfAStateThatCannotBeWrittenIsStoppedInMemory() {
    Program<?, ?> program = new FaultyTally().program();
    confirm(fold(program, List.of(waiting(0, 0, "unwritable"), waiting(1, 1, "b"))));

    Batch alone = foldAlone(program, tick(2, 2_000));

    assertThat(keys(alone, TOPICS.deadLetters())).containsExactly("unwritable");
    assertThat(values(alone, TOPICS.notifications()))
        .singleElement()
        .asString()
        .contains("b has 1");
    assertThat(states(alone)).containsExactly("b 1");
    assertThat(isTimerDue(Duration.ofDays(1).toMillis())).isFalse();
  }

  @Test
  void anEventIsFoldedOntoTheStateBeforeATimerThatCannotBe() {
    Program<?, ?> program = new FaultyTally().program();
    confirm(fold(program, List.of(waiting(0, 0, "negative"))));

    Batch alone = foldAlone(program, event(1, 2_000, "negative"));

    assertThat(keys(alone, TOPICS.deadLetters())).containsExactly("negative");
    assertThat(values(alone, TOPICS.notifications()))
        .singleElement()
        .asString()
        .contains("negative has 2", "-1-0");
    assertThat(states(alone)).containsExactly("negative 2");
  }

  /** An aggregate as it is after a restore: bytes, and a timer. */
  private void restored(String key, String value, long wakeAt) {
    Aggregate aggregate = partition.take(key);
    aggregate.stored = List.of(new Part("", value.getBytes(UTF_8), null));
    aggregate.inputOffset = 0;
    aggregate.wakeAt = START + wakeAt;
    partition.timers.note(aggregate);
  }

  private Batch foldWhatIsTaken(Program<?, ?> program) {
    Batch batch = batch(intake.take(), false);
    batch.fold(program);
    intake.putBack(batch.slices);
    return batch;
  }

  private Batch fold(Program<?, ?> program, List<ConsumerRecord<byte[], byte[]>> records) {
    Batch batch = batch(List.of(Records.slice(partition, records)), false);
    try {
      batch.fold(program);
    } catch (FoldFailure e) {
      batch.undo();
      throw e;
    }
    return batch;
  }

  private Batch foldAlone(Program<?, ?> program, ConsumerRecord<byte[], byte[]> record) {
    Batch batch = batch(List.of(Records.slice(partition, List.of(record))), true);
    batch.fold(program);
    return batch;
  }

  private Batch batch(List<Slice> slices, boolean tolerant) {
    return new Batch(folder, batches++, new ConsumerGroupMetadata("worker"), slices, tolerant);
  }

  /** The tally, which tells everything nine times. */
  private static Program<?, ?> talkative() {
    Program<Count, RiskEvent> tally = Tally.program();
    Fold<Count, RiskEvent> nineTimes =
        new Fold<>() {
          @Override
          public Step<Count> apply(@Nullable Count count, RiskEvent event, Instant at) {
            return often(tally.fold().apply(count, event, at));
          }

          @Override
          public Step<Count> wake(Count count, Instant at) {
            return often(tally.fold().wake(count, at));
          }

          private Step<Count> often(Step<Count> step) {
            return step instanceof Step.Changed<Count>(var state, var told, var wakeAt)
                ? new Step.Changed<>(state, Collections.nCopies(9, told.getFirst()), wakeAt)
                : step;
          }
        };
    return new Program<>(nineTimes, tally.decoder(), tally.states());
  }

  private static void confirm(Batch batch) {
    batch.confirmed();
  }

  private static ConsumerRecord<byte[], byte[]> event(long offset, long at, String account) {
    return record(offset, START + at, account, report("e-" + offset, account, "1").getBytes(UTF_8));
  }

  /** A report that lets its account ring a second later. */
  private static ConsumerRecord<byte[], byte[]> waiting(long offset, long at, String account) {
    String report = report("e-" + offset, account, "1").replace("}", ",\"open_positions\":1}");
    return record(offset, START + at, account, report.getBytes(UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> tick(long offset, long at) {
    return Records.tick(offset, START + at);
  }

  private boolean isTimerDue(long at) {
    return partition.timers.isDue(START + at);
  }

  private static List<ProducerRecord<byte[], byte[]>> outputs(Batch batch, String topic) {
    return batch.outputs.stream().filter(output -> output.topic().equals(topic)).toList();
  }

  private static List<String> values(Batch batch, String topic) {
    return outputs(batch, topic).stream().map(output -> new String(output.value(), UTF_8)).toList();
  }

  private static List<String> keys(Batch batch, String topic) {
    return outputs(batch, topic).stream().map(output -> new String(output.key(), UTF_8)).toList();
  }

  private static List<String> reasons(Batch batch) {
    return outputs(batch, TOPICS.deadLetters()).stream()
        .map(letter -> new String(letter.headers().lastHeader("reason").value(), UTF_8))
        .toList();
  }

  /** Key and value of the states, and when they wake if they do. */
  private static List<String> states(Batch batch) {
    return outputs(batch, TOPICS.state()).stream()
        .map(state -> {
          var wakeAt = state.headers().lastHeader(Outputs.WAKE_AT);
          return new String(state.key(), UTF_8)
              + " "
              + new String(state.value(), UTF_8)
              + (wakeAt == null ? "" : " wakes at " + new String(wakeAt.value(), UTF_8));
        })
        .toList();
  }
}
