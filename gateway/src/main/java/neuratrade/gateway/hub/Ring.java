package neuratrade.gateway.hub;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest records that one loop has behind it, lane by lane, bounded in bytes and age: of each
 * lane all from its {@link #floor} up to its {@link #end}. Belongs to the loop; the records
 * themselves are shared.
 */
final class Ring {

  private final Positions begin;
  private final long mostBytes;
  private final long mostAgeMillis;
  private final Lane[] lanes;
  private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
  private long bytes;

  /**
   * @param begin where its first records will be
   * @param completeSinceMillis no older record of this timestamp or a later one lies before {@code
   *     begin}
   */
  Ring(Positions begin, long completeSinceMillis, long mostBytes, long mostAgeMillis) {
    this.begin = begin;
    this.mostBytes = mostBytes;
    this.mostAgeMillis = mostAgeMillis;
    this.lanes = new Lane[begin.lanes()];
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] = new Lane(begin.next(lane), completeSinceMillis);
    }
  }

  /** Takes the next record of its lane, and gives up the oldest of all lanes for it. */
  void add(Frame frame) {
    Lane lane = lanes[frame.lane()];
    lane.add(frame);
    lane.end = frame.offset() + 1;
    arrived.add(frame);
    bytes += frame.heapBytes();
    while (bytes > mostBytes) {
      evict();
    }
  }

  /** Everything before {@code after} has been added. */
  void advance(Positions after) {
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane].end = after.next(lane);
    }
  }

  /** Goes on elsewhere in a lane: what lies between is not known. */
  void jump(int lane, long next, long nowMillis) {
    if (lanes[lane].end != next) {
      while (!lanes[lane].isEmpty()) {
        evict();
      }
      lanes[lane] = new Lane(next, nowMillis);
    }
  }

  /** Gives up what is older than the ring's age. */
  void expire(long nowMillis) {
    for (Frame oldest = arrived.peek();
        oldest != null && oldest.timestampMillis() < nowMillis - mostAgeMillis;
        oldest = arrived.peek()) {
      evict();
    }
  }

  private void evict() {
    Frame oldest = arrived.remove();
    bytes -= oldest.heapBytes();
    lanes[oldest.lane()].evict();
  }

  boolean isAlong(Positions positions) {
    return begin.isAlong(positions);
  }

  int lanes() {
    return lanes.length;
  }

  long bytes() {
    return bytes;
  }

  /** For how long back all lanes are complete. */
  long millis(long nowMillis) {
    long since = Long.MIN_VALUE;
    for (Lane lane : lanes) {
      since = Math.max(since, lane.completeSinceMillis);
    }
    return Math.max(0, nowMillis - since);
  }

  /** The first offset from which the lane is complete. */
  long floor(int lane) {
    return lanes[lane].floor;
  }

  /** The offset that comes next in the lane. */
  long end(int lane) {
    return lanes[lane].end;
  }

  /**
   * Records of the lane from the offset on, oldest first.
   *
   * @param channels those that have to be among them; all, if it is null
   */
  Iterator<Frame> from(int lane, long offset, @Nullable Set<String> channels) {
    List<Frame> found = channels == null ? null : lanes[lane].of(channels, offset);
    return found == null ? lanes[lane].from(offset) : found.iterator();
  }

  /**
   * The offset of the lane's first record of the time or later, {@link #end} if there is none; -1
   * if the ring does not reach so far back.
   */
  long since(int lane, long timestampMillis) {
    Lane in = lanes[lane];
    if (in.completeSinceMillis > timestampMillis) {
      return -1;
    }
    Frame first = in.first(frame -> frame.timestampMillis() >= timestampMillis);
    return first == null ? in.end : first.offset();
  }
}
