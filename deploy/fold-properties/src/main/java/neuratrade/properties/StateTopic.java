package neuratrade.properties;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import org.jspecify.annotations.Nullable;

/**
 * A state topic as it is once it is compacted: of each part the newest, in the order of their
 * writing, with the wake time that its aggregate had then.
 */
final class StateTopic<S> {

  private record Written(Part part, @Nullable Instant wakeAt) {}

  private final StateCodec<S> codec;
  private final Map<String, LinkedHashMap<String, Written>> aggregates = new TreeMap<>();
  private int writes;

  StateTopic(StateCodec<S> codec) {
    this.codec = codec;
  }

  /** What the stage writes of one aggregate at the end of a batch. */
  void write(String aggregate, Held<S> held) {
    int writesBefore = writes;
    codec.encode(
        held.storedState,
        held.state,
        held.version,
        held.at,
        writer(aggregate, held, Integer.MAX_VALUE));
    boolean wakeChanged = !Objects.equals(held.storedWakeAt, held.wakeAt);
    if (writes == writesBefore && held.state != null && wakeChanged) {
      codec.encode(null, held.state, held.version, held.at, writer(aggregate, held, 1));
    }
    held.stored();
  }

  /**
   * @param most parts that it takes
   */
  private StateCodec.Writer writer(String aggregate, Held<S> held, int most) {
    LinkedHashMap<String, Written> parts =
        aggregates.computeIfAbsent(aggregate, key -> new LinkedHashMap<>());
    return new StateCodec.Writer() {
      private int taken;

      @Override
      public void write(Part part) {
        if (taken++ < most) {
          parts.putLast(part.name(), new Written(part, held.wakeAt));
          writes++;
        }
      }

      @Override
      public void forget(String name) {
        parts.remove(name);
      }
    };
  }

  /** What a new owner of the partition makes of it. */
  Map<String, Held<S>> restore() {
    Map<String, Held<S>> restored = new HashMap<>();
    aggregates.forEach((aggregate, parts) -> {
      if (!parts.isEmpty()) {
        List<Written> written = List.copyOf(parts.values());
        Held<S> held = new Held<>();
        held.state = codec.decode(aggregate, written.stream().map(Written::part).toList());
        held.wakeAt = written.getLast().wakeAt();
        held.stored();
        restored.put(aggregate, held);
      }
    });
    return restored;
  }

  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    aggregates.forEach(
        (aggregate, parts) -> parts.keySet().forEach(part -> keys.add(aggregate + "#" + part)));
    return keys;
  }

  /** How many parts were written so far. */
  int writes() {
    return writes;
  }
}
