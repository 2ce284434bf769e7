package neuratrade.pipeline.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Event;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The input of one transaction and what folding it gave: the records to be written, the offsets to
 * be committed, and what each touched aggregate was before, so that a failed transaction leaves no
 * trace. It belongs to the stage's thread.
 */
public final class Batch {

  /**
   * What an aggregate was when this batch first touched it, and the last record that changed it
   * since.
   */
  static final class Touched {
    final PartitionState partition;
    final Aggregate aggregate;
    final @Nullable Object state;
    private final @Nullable List<Part> stored;
    private final long wakeAt;
    private final long inputOffset;
    private final long touchedBy;
    Instant at = Instant.EPOCH;

    Touched(PartitionState partition, Aggregate aggregate) {
      this.partition = partition;
      this.aggregate = aggregate;
      this.state = aggregate.state;
      this.stored = aggregate.stored;
      this.wakeAt = aggregate.wakeAt;
      this.inputOffset = aggregate.inputOffset;
      this.touchedBy = aggregate.touchedBy;
    }

    private void undo() {
      aggregate.state = state;
      aggregate.stored = stored;
      aggregate.wakeAt = wakeAt;
      aggregate.inputOffset = inputOffset;
      aggregate.touchedBy = touchedBy;
      partition.timers.note(aggregate);
      if (aggregate.isKnown()) {
        partition.keep(aggregate);
      } else {
        partition.drop(aggregate);
      }
    }

    boolean wakeChanged() {
      return wakeAt != aggregate.wakeAt;
    }
  }

  /**
   * The batch before a step that touches one aggregate and writes, so that the step can be undone
   * by itself.
   */
  final class Savepoint {
    private final Touched aggregate;
    private final int touchedBefore = touched.size();
    private final int outputsBefore = outputs.size();
    private final int notificationsBefore = counts.notifications;

    private Savepoint(PartitionState partition, Aggregate aggregate) {
      this.aggregate = new Touched(partition, aggregate);
    }

    void undo() {
      aggregate.undo();
      touched.subList(touchedBefore, touched.size()).clear();
      cutOutputs(outputsBefore);
      counts.notifications = notificationsBefore;
    }
  }

  final long number;
  final ConsumerGroupMetadata group;
  final List<Slice> slices;

  /** Whether a record that cannot be folded becomes a dead letter instead of failing the batch. */
  final boolean tolerant;

  final List<ProducerRecord<byte[], byte[]>> outputs = new ArrayList<>();
  final List<Touched> touched = new ArrayList<>();
  final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
  final Counts counts = new Counts();

  private final Folder folder;
  private boolean folded;

  Batch(
      Folder folder,
      long number,
      ConsumerGroupMetadata group,
      List<Slice> slices,
      boolean tolerant) {
    this.folder = folder;
    this.number = number;
    this.group = group;
    this.slices = slices;
    this.tolerant = tolerant;
  }

  /**
   * Folds the batch with a worker's program, on the calling thread, which must be the one that was
   * given the batch. The stage writes and commits what comes of it.
   */
  public <S, E extends Event> void fold(Program<S, E> program) {
    folder.fold(program, this);
    folded = true;
  }

  boolean isFolded() {
    return folded;
  }

  /** Remembers an aggregate before its first change in this batch. */
  Touched touch(PartitionState partition, Aggregate aggregate) {
    if (aggregate.touchedBy == number) {
      return touched.get(aggregate.touchedAs);
    }
    Touched first = new Touched(partition, aggregate);
    if (!aggregate.isKnown()) {
      partition.keep(aggregate);
    }
    aggregate.touchedBy = number;
    aggregate.touchedAs = touched.size();
    touched.add(first);
    return first;
  }

  Savepoint savepoint(PartitionState partition, Aggregate aggregate) {
    return new Savepoint(partition, aggregate);
  }

  /** Takes back what was written after the first {@code count} outputs. */
  void cutOutputs(int count) {
    outputs.subList(count, outputs.size()).clear();
  }

  /** Puts every touched aggregate back to what it was; batches are undone newest first. */
  void undo() {
    for (int i = touched.size() - 1; i >= 0; i--) {
      touched.get(i).undo();
    }
    touched.clear();
    outputs.clear();
  }

  /**
   * The transaction is committed: nothing of before is needed any more, and the forgotten are let
   * go.
   */
  void confirmed() {
    for (Touched each : touched) {
      Aggregate aggregate = each.aggregate;
      if (aggregate.touchedBy == number && !aggregate.isKnown()) {
        each.partition.drop(aggregate);
      }
    }
    for (Slice slice : slices) {
      if (!slice.isLeftOut()) {
        slice.partition.committed = slice.next;
      }
    }
  }
}
