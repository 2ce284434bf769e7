package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.UnreadableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Runs a worker's program over a batch: decode, check, wake, apply, and write down what changed.
 * What cannot be taken becomes a dead letter and never stops its partition.
 */
final class Folding<S, E extends Event> {

  static final String KEY_MISMATCH = "key_mismatch";

  private static final int MAX_WOKEN = 2_000;

  private final Program<S, E> program;
  private final BatchWriter writer;
  private final int partitions;

  // Of the batch and the record at hand.
  private Batch batch;
  private ConsumerRecord<byte[], byte[]> record;
  private Instant at = Instant.EPOCH;

  @SuppressWarnings("NullAway.Init") // batch and record are set before any use, by fold
  Folding(Program<S, E> program, Outputs outputs, int partitions) {
    this.program = program;
    this.writer = new BatchWriter(outputs);
    this.partitions = partitions;
  }

  boolean isOf(Program<?, ?> other) {
    return program == other;
  }

  void fold(Batch next) {
    batch = next;
    writer.begin(batch);
    boolean full = false;
    for (Slice slice : batch.slices) {
      for (int i = 0; i < slice.records.size(); i++) {
        if (full) {
          slice.cut(i);
          break;
        }
        begin(slice.records.get(i));
        try {
          fold(slice.partition);
        } catch (RuntimeException | StackOverflowError e) {
          failed(slice.partition, record.offset(), e);
        }
        full = writer.isFull();
      }
      if (!slice.isLeftOut()) {
        batch.offsets.put(slice.partition.input, new OffsetAndMetadata(slice.next));
      }
    }
    // By index: a failure in a tolerant batch undoes it and so ends the loop.
    for (int i = 0; i < batch.touched.size(); i++) {
      encode(batch.touched.get(i));
    }
  }

  private void begin(ConsumerRecord<byte[], byte[]> next) {
    record = next;
    at = Instant.ofEpochMilli(next.timestamp());
    writer.begin(next);
  }

  private void failed(PartitionState partition, long offset, Throwable failure) {
    if (!batch.tolerant) {
      throw new FoldFailure(partition.input, offset, failure);
    }
    batch.undo();
    writer.deadLetter(BatchWriter.FOLD_FAILED, String.valueOf(failure));
  }

  private void fold(PartitionState partition) {
    if (Outputs.isTick(record)) {
      batch.counts.ticks++;
      partition.tickSeen();
      wakeDue(partition);
      return;
    }
    E event = readable();
    if (event == null) {
      return;
    }
    byte[] key = record.key();
    if (key == null || !isText(key, event.aggregate())) {
      writer.deadLetter(
          KEY_MISMATCH, "the value names " + event.aggregate() + ", the key does not");
      return;
    }
    if (!event.aggregate().equals(Event.SHARED)) {
      int home = Utils.toPositive(Utils.murmur2(key)) % partitions;
      if (home != record.partition()) {
        writer.reroute(home);
        return;
      }
    }
    Aggregate aggregate = partition.find(event.aggregate());
    if (aggregate.inputOffset >= record.offset()) {
      batch.counts.skipped++;
      return;
    }
    S state = stateOf(aggregate);
    if (state != null && aggregate.wakeAt <= record.timestamp()) {
      wake(partition, aggregate);
      state = stateOf(aggregate);
    }
    take(partition, aggregate, event.id(), program.fold().apply(state, event, at));
  }

  private @Nullable E readable() {
    byte[] value = record.value();
    if (value == null) {
      writer.deadLetter(
          UnreadableException.Reason.MALFORMED_JSON.text(), "the record has no value");
      return null;
    }
    try {
      E event = program.decoder().decode(value, at);
      if (program.decoder().clockWasAhead()) {
        batch.counts.clocksAhead++;
      }
      return event;
    } catch (UnreadableException e) {
      writer.deadLetter(e.reason().text(), e.detail());
      return null;
    }
  }

  private void wakeDue(PartitionState partition) {
    for (int i = 0; i < MAX_WOKEN; i++) {
      Aggregate aggregate = partition.timers.poll(record.timestamp());
      if (aggregate == null) {
        return;
      }
      wake(partition, aggregate);
    }
  }

  /** In a tolerant batch a timer that fails is set aside, and the batch goes on without it. */
  private void wake(PartitionState partition, Aggregate aggregate) {
    batch.counts.woken++;
    Batch.Savepoint before = batch.tolerant ? batch.savepoint(partition, aggregate) : null;
    try {
      S state = requireNonNull(stateOf(aggregate));
      if (program.fold().wake(state, at) instanceof Step.Changed<S> changed) {
        take(partition, aggregate, null, changed);
      } else {
        change(partition, aggregate, state, Aggregate.NEVER);
      }
      if (before != null) {
        tryToWrite(batch.touch(partition, aggregate));
      }
    } catch (RuntimeException | StackOverflowError e) {
      if (before == null) {
        // It has left the queue, and is still due.
        partition.timers.note(aggregate);
        throw e;
      }
      before.undo();
      writer.deadTimer(aggregate, e);
      stopTimer(partition, aggregate);
    }
  }

  /** A state that cannot be written is found while it is known which timer led to it. */
  private void tryToWrite(Batch.Touched touched) {
    int written = batch.outputs.size();
    write(touched);
    batch.cutOutputs(written);
  }

  private void stopTimer(PartitionState partition, Aggregate aggregate) {
    if (aggregate.stored == null) {
      change(partition, aggregate, stateOf(aggregate), Aggregate.NEVER);
    } else {
      // It may be that its state cannot be read, which then lies on as it is.
      Batch.Touched unused = batch.touch(partition, aggregate);
      aggregate.wakeAt = Aggregate.NEVER;
    }
  }

  private void take(
      PartitionState partition, Aggregate aggregate, @Nullable String cause, Step<S> step) {
    switch (step) {
      case Step.Changed<S>(var state, var notifications, var wakeAt) -> {
        if (cause != null) {
          batch.counts.folded++;
        }
        change(partition, aggregate, state, state == null ? Aggregate.NEVER : dueMillis(wakeAt));
        if (!aggregate.key.equals(Event.SHARED) || record.partition() == 0) {
          writer.tell(cause, notifications);
        }
      }
      case Step.Stale<S>() -> batch.counts.stale++;
      case Step.Rejected<S>(String reason, String detail) -> writer.deadLetter(reason, detail);
    }
  }

  private void change(
      PartitionState partition, Aggregate aggregate, @Nullable S state, long wakeAt) {
    Batch.Touched touched = batch.touch(partition, aggregate);
    touched.at = at;
    aggregate.state = state;
    aggregate.stored = null;
    aggregate.inputOffset = record.offset();
    aggregate.wakeAt = wakeAt;
    partition.timers.note(aggregate);
  }

  @SuppressWarnings("unchecked") // a partition's states are made by this program alone
  private @Nullable S stateOf(Aggregate aggregate) {
    var stored = aggregate.stored;
    if (stored != null) {
      aggregate.state = program.states().decode(aggregate.key, stored);
      aggregate.stored = null;
    }
    return (S) aggregate.state;
  }

  private void encode(Batch.Touched touched) {
    int written = batch.outputs.size();
    try {
      write(touched);
    } catch (RuntimeException | StackOverflowError e) {
      if (batch.tolerant && Outputs.isTick(record)) {
        // What it woke could be written. This is the state before of a timer that was set aside:
        // that is stopped in memory alone.
        batch.cutOutputs(written);
      } else {
        failed(touched.partition, touched.aggregate.inputOffset, e);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void write(Batch.Touched touched) {
    Aggregate aggregate = touched.aggregate;
    var parts = writer.new StateWriter(touched.partition.input.partition(), aggregate);
    if (aggregate.stored != null) {
      // Only its timer was stopped. The wake time lies on the newest part, so this one has none.
      parts.write(aggregate.stored.getFirst());
      return;
    }
    S before = (S) touched.state;
    S after = (S) aggregate.state;
    program.states().encode(before, after, aggregate.inputOffset, touched.at, parts);
    if (!parts.wrote && after != null && touched.wakeChanged()) {
      // The wake time lies on the newest part, so one has to be written.
      program.states().encode(null, after, aggregate.inputOffset, touched.at, parts.justOne());
    }
  }

  private static long dueMillis(@Nullable Instant wakeAt) {
    if (wakeAt == null) {
      return Aggregate.NEVER;
    }
    // Up to the next whole millisecond, which is what broker timestamps count in.
    return wakeAt.plusNanos(999_999).toEpochMilli();
  }

  private static boolean isText(byte[] key, String text) {
    if (key.length != text.length()) {
      return Arrays.equals(key, text.getBytes(UTF_8));
    }
    for (int i = 0; i < key.length; i++) {
      if (key[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
