package neuratrade.pipeline.stage;

import java.util.List;
import neuratrade.pipeline.fold.StateCodec.Part;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a partition in memory. Read back from the log it is bytes until an event asks
 * for it. It always holds the newest state, committed or not; what it was before is in the batches
 * that are not yet committed.
 */
final class Aggregate implements Comparable<Aggregate> {

  /** The wake time of an aggregate that waits for nothing. */
  static final long NEVER = Long.MAX_VALUE;

  final String key;

  /** Set exactly when the state is known only as bytes. */
  @Nullable List<Part> stored;

  @Nullable Object state;

  /** Epoch milliseconds, or {@link #NEVER}. */
  long wakeAt = NEVER;

  /** The earliest time for which {@link Timers} holds an entry. */
  long queuedFor = NEVER;

  /** Offset of the newest input record that changed it, -1 if none did. */
  long inputOffset = -1;

  /** The number of the batch that touched it last. */
  long touchedBy = -1;

  /** Its place among what that batch touched. */
  int touchedAs = -1;

  Aggregate(String key) {
    this.key = key;
  }

  boolean isKnown() {
    return state != null || stored != null;
  }

  @Override
  public int compareTo(Aggregate other) {
    return key.compareTo(other.key);
  }
}
