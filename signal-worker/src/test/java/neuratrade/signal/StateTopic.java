package neuratrade.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import org.jspecify.annotations.Nullable;

/**
 * {@code signal.state} as it is once it is compacted: of each part the newest, in the order of
 * their writing, with the wake time that its symbol had then.
 */
final class StateTopic {

  private record Written(String symbol, Part part, @Nullable Instant wakeAt) {}

  record Restored(Market market, @Nullable Instant wakeAt) {}

  private final MarketCodec codec = new MarketCodec();
  private final Map<String, Written> parts = new LinkedHashMap<>();
  private int writes;

  /** What the stage writes of one symbol at the end of a batch. */
  void write(
      String symbol,
      @Nullable Market before,
      @Nullable Market after,
      boolean wakeChanged,
      @Nullable Instant wakeAt,
      long version,
      Instant at) {
    int writesBefore = writes;
    codec.encode(before, after, version, at, writer(symbol, wakeAt));
    if (writes == writesBefore && after != null && wakeChanged) {
      codec.encode(null, after, version, at, writer(symbol, wakeAt));
    }
  }

  private StateCodec.Writer writer(String symbol, @Nullable Instant wakeAt) {
    return new StateCodec.Writer() {
      @Override
      public void write(Part part) {
        forget(part.name());
        parts.put(symbol + "#" + part.name(), new Written(symbol, part, wakeAt));
        writes++;
      }

      @Override
      public void forget(String name) {
        parts.remove(symbol + "#" + name);
      }
    };
  }

  /** What a new owner of the partition makes of it. */
  Map<String, Restored> restore() {
    Set<String> symbols = new TreeSet<>();
    parts.values().forEach(each -> symbols.add(each.symbol()));
    Map<String, Restored> restored = new LinkedHashMap<>();
    for (String symbol : symbols) {
      List<Part> own = new ArrayList<>();
      Instant wakeAt = null;
      for (Written written : parts.values()) {
        if (written.symbol().equals(symbol)) {
          own.add(written.part());
          wakeAt = written.wakeAt();
        }
      }
      restored.put(symbol, new Restored(codec.decode(symbol, own), wakeAt));
    }
    return restored;
  }

  Set<String> keys() {
    return parts.keySet();
  }

  /** How many parts were written so far. */
  int writes() {
    return writes;
  }
}
