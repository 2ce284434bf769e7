package neuratrade.gateway.hub;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each channel's newest record is, so that it is known without a look at Kafka that nothing
 * came since. Holds two generations of channels: when the younger is full the older one goes, and
 * the horizon, from which on all is known, moves up. The feed's thread writes, all loops read.
 */
final class LastOffsets {

  private static final int ANOTHER_LANE = -1;

  private final int most;
  private volatile @Nullable Table table;
  private @Nullable Positions reached;

  private record Last(int lane, long offset) {}

  private record Table(
      Positions horizon, Map<String, Last> older, Positions since, Map<String, Last> younger) {

    static Table empty(Positions begin) {
      return new Table(begin, Map.of(), begin, new ConcurrentHashMap<>());
    }

    Table next(Positions begin) {
      return new Table(since, younger, begin, new ConcurrentHashMap<>());
    }

    @Nullable Last last(String channel) {
      Last last = younger.get(channel);
      return last != null ? last : older.get(channel);
    }
  }

  /**
   * @param most channels that are remembered
   */
  LastOffsets(int most) {
    this.most = most;
  }

  /** Goes on here; unless that is where it stands, nothing is known of what lies before. */
  void begin(Positions begin) {
    if (reached == null || !reached.equals(begin)) {
      table = Table.empty(begin);
      reached = begin;
    }
  }

  /** Notes a poll's records. */
  void note(List<Frame> frames, Positions after) {
    Table known = table;
    if (known == null) {
      throw new IllegalStateException("records before the feed has begun");
    }
    for (Frame frame : frames) {
      Last last = known.last(frame.channel());
      boolean elsewhere = last != null && last.lane != frame.lane();
      Last noted = new Last(elsewhere ? ANOTHER_LANE : frame.lane(), frame.offset());
      var unused = known.younger.put(frame.channel(), noted);
    }
    reached = after;
    if (known.younger.size() > most / 2) {
      table = known.next(after);
    }
  }

  /** Whether it is known that the channel has no record in the lane at the offset or after it. */
  boolean isSilent(String channel, int lane, long from) {
    Table known = table;
    if (known == null) {
      return false;
    }
    Last last = known.last(channel);
    return last == null
        ? known.horizon.next(lane) <= from
        : last.lane == lane && last.offset < from;
  }

  /** How many channels are remembered. */
  int size() {
    Table known = table;
    return known == null ? 0 : known.older.size() + known.younger.size();
  }
}
