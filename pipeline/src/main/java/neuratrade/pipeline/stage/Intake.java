package neuratrade.pipeline.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was polled and is not yet folded, and how it is cut into batches. A record at which the fold
 * threw twice comes in a batch of its own, so that it alone is set aside.
 */
final class Intake {

  private final Deque<Slice> pending = new ArrayDeque<>();
  private @Nullable FoldFailure lastFailure;
  private @Nullable FoldFailure suspect;

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** How many records wait. */
  int records() {
    int records = 0;
    for (Slice slice : pending) {
      records += slice.records.size();
    }
    return records;
  }

  void add(Slice slice) {
    pending.add(slice);
  }

  /** Drops what waits of partitions that are not ours any more. */
  void forget(Collection<TopicPartition> partitions) {
    pending.removeIf(slice -> partitions.contains(slice.partition.input));
  }

  /** What a batch left over comes first in the next one. */
  void putBack(List<Slice> taken) {
    for (Slice slice : taken.reversed()) {
      Slice rest = slice.rest();
      if (rest != null) {
        pending.addFirst(rest);
      }
    }
  }

  void clear() {
    pending.clear();
  }

  /** Whether the next batch is a suspect alone. */
  boolean isSuspectNext() {
    return suspect != null && !pending.isEmpty() && startsWith(pending.getFirst(), suspect);
  }

  /** The slices of the next batch, none if there is nothing to fold. */
  List<Slice> take() {
    boolean alone = isSuspectNext();
    int room = alone ? 1 : StageSettings.MAX_INPUTS;
    List<Slice> slices = new ArrayList<>();
    while (!pending.isEmpty() && room > 0) {
      Slice slice = pending.removeFirst();
      if (!alone && suspect != null) {
        cutBefore(slice, suspect);
      }
      slice.cut(room);
      slices.add(slice);
      room = slice.rest() == null ? room - slice.records.size() : 0;
    }
    return slices;
  }

  /**
   * Remembers where folding failed.
   *
   * @return whether it is the second time, so that the record will be tried alone
   */
  boolean failed(FoldFailure failure) {
    suspect = lastFailure != null && failure.isSameRecord(lastFailure) ? failure : null;
    lastFailure = failure;
    return suspect != null;
  }

  void suspectIsDone() {
    suspect = null;
  }

  private static boolean startsWith(Slice slice, FoldFailure suspect) {
    return !slice.records.isEmpty()
        && suspect.isAt(slice.partition.input, slice.records.getFirst().offset());
  }

  private static void cutBefore(Slice slice, FoldFailure suspect) {
    for (int i = 0; i < slice.records.size(); i++) {
      if (suspect.isAt(slice.partition.input, slice.records.get(i).offset())) {
        slice.cut(i);
        return;
      }
    }
  }
}
