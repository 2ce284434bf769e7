package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Mode;
import org.jspecify.annotations.Nullable;

/**
 * One channel that one client asked for. Belongs to the connection's event loop. Those of a family
 * are live together or not at all: what comes counts for all that hear it, and so must not come to
 * one while another misses what was before it.
 *
 * <pre>
 *   WAITING ──what it missed is at hand──▶ BEHIND ──nothing is missing──▶ LIVE
 *                                            ▲                             │
 *                                            └───────too much waits────────┘
 * </pre>
 */
final class Subscription {

  enum Phase {
    /** Something has to be read before the client's request can be answered. */
    WAITING,
    /** It is brought what it missed, slice by slice. */
    BEHIND,
    /** It hears each record as the feed brings it. */
    LIVE
  }

  final Connection connection;
  final Channel channel;
  final boolean hearsBroadcast;
  final List<Membership> memberships = new ArrayList<>(2);

  /** The lanes on which it can hear something, in rising order; by their places go the rest. */
  final int[] lanes;

  /** Unless it is live: the first offset that was neither brought to it nor passed over. */
  final long[] next;

  private @Nullable Past @Nullable [] past;
  private boolean @Nullable [] reading;
  private Phase phase = Phase.WAITING;
  private Mode mode;
  private volatile boolean ended;

  Subscription(Connection connection, Channel channel, int[] lanes, Mode mode) {
    this.connection = connection;
    this.channel = channel;
    this.hearsBroadcast = channel.heard().contains(Channel.RISK_BROADCAST);
    this.lanes = lanes;
    this.next = new long[lanes.length];
    this.mode = mode;
  }

  Phase phase() {
    return phase;
  }

  Mode mode() {
    return mode;
  }

  void phase(Phase entered) {
    phase = entered;
    hear();
  }

  void mode(Mode wanted) {
    mode = wanted;
    hear();
  }

  private void hear() {
    boolean live = phase == Phase.LIVE;
    memberships.forEach(member -> member.hear(live && !mode.latest(), live && mode.latest()));
  }

  /** The lane's place in {@link #lanes}; negative if nothing is heard on it. */
  int place(int lane) {
    return Arrays.binarySearch(lanes, lane);
  }

  boolean hears(Frame frame) {
    return channel.isWholeFamily()
        ? channel.text().equals(frame.everything())
        : channel.text().equals(frame.channel()) || (hearsBroadcast && frame.isBroadcast());
  }

  /** Whether the record is still to be brought to it, or passed over. */
  boolean isBefore(Frame frame) {
    int place = place(frame.lane());
    return phase != Phase.LIVE && place >= 0 && next[place] <= frame.offset();
  }

  /** Goes back to bringing what was missed, from where the feed stands in the loop. */
  void fallBehind(Ring ring) {
    for (int place = 0; place < lanes.length; place++) {
      next[place] = ring.end(lanes[place]);
    }
    phase(Phase.BEHIND);
  }

  /** Whether the client has been somewhere to which the feed has not come. */
  boolean isAhead(Ring ring) {
    for (int place = 0; place < lanes.length; place++) {
      if (next[place] > ring.end(lanes[place])) {
        return true;
      }
    }
    return false;
  }

  boolean isAtEnd(Ring ring) {
    for (int place = 0; place < lanes.length; place++) {
      boolean read = !isReading(place) && past(place) == null;
      if (!read || next[place] != ring.end(lanes[place])) {
        return false;
      }
    }
    return true;
  }

  /** What was read again of the lane at {@code place} and is still to be brought. */
  @Nullable Past past(int place) {
    return past == null ? null : past[place];
  }

  /** Whether the lane at {@code place} is being read again. */
  boolean isReading(int place) {
    return reading != null && reading[place];
  }

  void reading(int place, boolean underWay) {
    if (reading == null) {
      reading = new boolean[lanes.length];
    }
    reading[place] = underWay;
  }

  /** Takes over what was read again for the lane at {@code place}. */
  void past(int place, Past read) {
    if (past == null) {
      past = new Past[lanes.length];
    }
    forget(place);
    past[place] = read;
  }

  /** Gives up what is left of what was read for the lane. */
  void forget(int place) {
    Past left = past(place);
    if (left != null && past != null) {
      past[place] = null;
      left.close();
    }
  }

  /** Whether it is no longer the client's. Any thread may ask. */
  boolean hasEnded() {
    return ended;
  }

  void end() {
    ended = true;
    for (int place = 0; place < lanes.length; place++) {
      forget(place);
    }
  }
}
