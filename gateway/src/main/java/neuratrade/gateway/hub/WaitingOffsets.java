package neuratrade.gateway.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** Which records wait for one client, by family and lane. */
final class WaitingOffsets {

  private record Line(@Nullable Family family, int lane) {}

  private final Map<Line, TreeSet<Long>> byLine = HashMap.newHashMap(1);

  void add(Frame frame) {
    boolean unused =
        byLine
            .computeIfAbsent(new Line(frame.family(), frame.lane()), line -> new TreeSet<>())
            .add(frame.offset());
  }

  void remove(Frame frame) {
    TreeSet<Long> offsets = byLine.get(new Line(frame.family(), frame.lane()));
    boolean unused = offsets != null && offsets.remove(frame.offset());
  }

  /** The lowest of the family's in the lane; as high as can be if none waits. */
  long lowest(@Nullable Family family, int lane) {
    TreeSet<Long> offsets = byLine.get(new Line(family, lane));
    return offsets == null || offsets.isEmpty() ? Long.MAX_VALUE : offsets.first();
  }
}
