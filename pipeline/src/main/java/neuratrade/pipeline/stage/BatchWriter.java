package neuratrade.pipeline.stage;

import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Notification;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts what folding gives into the batch, and nothing that a broker would not take: that would fail
 * the transaction, and every one that tries it again.
 */
final class BatchWriter {

  static final String FOLD_FAILED = "fold_failed";
  static final String RECORD_TOO_LARGE = "record_too_large";

  private static final int ASSUMED_STATE_BYTES = 512;

  private final Outputs outputs;

  // Of the batch and the record at hand.
  private Batch batch;
  private ConsumerRecord<byte[], byte[]> record;
  private int toldBefore;
  private long bytes;

  @SuppressWarnings("NullAway.Init") // batch and record are set before any use, by begin
  BatchWriter(Outputs outputs) {
    this.outputs = outputs;
  }

  void begin(Batch next) {
    batch = next;
    bytes = 0;
  }

  /** What is written from now on comes of this record. */
  void begin(ConsumerRecord<byte[], byte[]> next) {
    record = next;
    toldBefore = batch.counts.notifications;
  }

  /** Whether a transaction carries no more; a state still to come is taken to be of usual size. */
  boolean isFull() {
    return batch.outputs.size() + batch.touched.size() >= StageSettings.MAX_OUTPUTS
        || bytes + (long) batch.touched.size() * ASSUMED_STATE_BYTES >= StageSettings.MAX_BYTES;
  }

  void tell(@Nullable String cause, List<Notification> notifications) {
    for (Notification notification : notifications) {
      int index = batch.counts.notifications++ - toldBefore;
      var told = outputs.notification(record, index, cause, notification);
      add(told, told.value().length);
    }
  }

  /** Moves the record to the partition of its key. */
  void reroute(int home) {
    var moved = outputs.reroute(record, home);
    int size = Outputs.size(moved);
    if (size > StageSettings.MAX_RECORD_BYTES) {
      deadLetter(RECORD_TOO_LARGE, "it cannot be moved to partition " + home);
      return;
    }
    batch.counts.rerouted++;
    add(moved, size);
  }

  void deadLetter(String reason, String detail) {
    var letter = outputs.deadLetter(record, reason, detail);
    int size = Outputs.size(letter);
    if (size <= StageSettings.MAX_LETTER_BYTES) {
      setAside(reason, letter, size);
      return;
    }
    String why = "%d bytes; %s: %s".formatted(size, reason, detail);
    var rest = outputs.deadLetterWithoutValue(record, RECORD_TOO_LARGE, why);
    setAside(RECORD_TOO_LARGE, rest, Outputs.size(rest));
  }

  void deadTimer(Aggregate aggregate, Throwable failure) {
    var letter = outputs.deadTimer(record, aggregate, FOLD_FAILED, String.valueOf(failure));
    setAside(FOLD_FAILED, letter, Outputs.size(letter));
  }

  private void setAside(String reason, ProducerRecord<byte[], byte[]> letter, int size) {
    batch.counts.deadLetter(reason);
    bytes += size;
    batch.outputs.add(letter);
  }

  /** Takes the parts of an aggregate's state, and remembers whether there were any. */
  final class StateWriter implements StateCodec.Writer {
    private final int partition;
    private final Aggregate aggregate;
    private boolean justOne;
    boolean wrote;

    StateWriter(int partition, Aggregate aggregate) {
      this.partition = partition;
      this.aggregate = aggregate;
    }

    /** Takes the first part from now on, and no other. */
    StateWriter justOne() {
      justOne = true;
      return this;
    }

    @Override
    public void write(Part part) {
      if (justOne && wrote) {
        return;
      }
      wrote = true;
      byte[] internal = part.internal();
      add(
          outputs.state(partition, aggregate, part),
          part.value().length + (internal == null ? 0 : internal.length));
    }

    @Override
    public void forget(String name) {
      add(outputs.tombstone(partition, aggregate, name), 0);
    }
  }

  private void add(ProducerRecord<byte[], byte[]> output, int size) {
    if (size > StageSettings.MAX_RECORD_BYTES) {
      throw new IllegalStateException(
          "a record of %d bytes for %s, more than a broker takes".formatted(size, output.topic()));
    }
    bytes += size;
    batch.outputs.add(output);
  }
}
