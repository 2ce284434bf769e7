package neuratrade.quest;

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
 * {@code quest.state} as it is once it is compacted: of each part the newest, in the order of their
 * writing, with the wake time that its account had then.
 */
final class StateTopic {

  private record Written(String account, Part part, @Nullable Instant wakeAt) {}

  record Restored(Board board, @Nullable Instant wakeAt) {}

  private final BoardCodec codec = new BoardCodec();
  private final Map<String, Written> parts = new LinkedHashMap<>();
  private int writes;

  /** What the stage writes of one account at the end of a batch. */
  void write(
      String account,
      @Nullable Board before,
      @Nullable Board after,
      boolean wakeChanged,
      @Nullable Instant wakeAt,
      long version,
      Instant at) {
    int writesBefore = writes;
    codec.encode(before, after, version, at, writer(account, wakeAt));
    if (writes == writesBefore && after != null && wakeChanged) {
      codec.encode(null, after, version, at, writer(account, wakeAt));
    }
  }

  private StateCodec.Writer writer(String account, @Nullable Instant wakeAt) {
    return new StateCodec.Writer() {
      @Override
      public void write(Part part) {
        forget(part.name());
        parts.put(account + "#" + part.name(), new Written(account, part, wakeAt));
        writes++;
      }

      @Override
      public void forget(String name) {
        parts.remove(account + "#" + name);
      }
    };
  }

  /** What a new owner of the partition makes of it. */
  Map<String, Restored> restore() {
    Set<String> accounts = new TreeSet<>();
    parts.values().forEach(each -> accounts.add(each.account()));
    Map<String, Restored> restored = new LinkedHashMap<>();
    for (String account : accounts) {
      List<Part> own = new ArrayList<>();
      Instant wakeAt = null;
      for (Written written : parts.values()) {
        if (written.account().equals(account)) {
          own.add(written.part());
          wakeAt = written.wakeAt();
        }
      }
      restored.put(account, new Restored(codec.decode(account, own), wakeAt));
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
