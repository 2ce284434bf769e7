package neuratrade.gateway.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Which records wait for one client, by lane. */
final class WaitingOffsets {

  private final Map<Integer, TreeSet<Long>> byLane = HashMap.newHashMap(1);

  void add(Frame frame) {
    boolean unused =
        byLane.computeIfAbsent(frame.lane(), lane -> new TreeSet<>()).add(frame.offset());
  }

  void remove(Frame frame) {
    TreeSet<Long> offsets = byLane.get(frame.lane());
    boolean unused = offsets != null && offsets.remove(frame.offset());
  }

  /** The lowest of the lane's; as high as can be if none waits. */
  long lowest(int lane) {
    TreeSet<Long> offsets = byLane.get(lane);
    return offsets == null || offsets.isEmpty() ? Long.MAX_VALUE : offsets.first();
  }
}
