package neuratrade.gateway.hub;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.protocol.Framing;
import neuratrade.gateway.protocol.Replies;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets the newest of, and no sooner than it has room: a record of each channel, a
 * state of each key. It is told how many records of a channel it did not get because it was slow.
 */
final class Conflation {

  /** A client that is behind in more things than that is too slow even for the newest. */
  private static final int MOST = 16_384;

  private static final class Newest {
    private @Nullable Shared waiting;
    private int skipped;
    private long pauseNanos;
    private long notBefore = Long.MIN_VALUE;

    /** Whether what waits is not older than the record. */
    private boolean has(Frame frame) {
      return waiting instanceof Frame known
          && known.lane() == frame.lane()
          && known.offset() >= frame.offset();
    }
  }

  private final Connection connection;
  private final Map<String, Newest> newest = new LinkedHashMap<>();
  private final WaitingOffsets offsets = new WaitingOffsets();

  Conflation(Connection connection) {
    this.connection = connection;
  }

  /** Writes the record, or has it wait in the place of an older one of its channel. */
  void add(Frame frame, long pauseNanos, long now) {
    Newest of = newest.computeIfAbsent(frame.channel(), key -> new Newest());
    if (of.has(frame)) {
      return;
    }
    // A pause is what the client asked for: no reason to tell it what it skips.
    if (of.waiting != null && !connection.isRoomy()) {
      if (of.skipped++ == 0) {
        connection.shard().meters().slow("conflated");
      }
    }
    of.pauseNanos = pauseNanos;
    bring(of, frame, now);
  }

  /** Writes the state, or has it wait in the place of an older one of its key. */
  void add(State state, long now) {
    Newest of = newest.computeIfAbsent(state.channel() + "\n" + state.key(), key -> new Newest());
    boolean older = of.waiting instanceof State known && known.version() > state.version();
    if (!older) {
      bring(of, state, now);
    }
  }

  private void bring(Newest of, Shared arrived, long now) {
    replace(of, null);
    if (of.notBefore <= now && connection.isRoomy()) {
      write(of, arrived, now);
      return;
    }
    replace(of, arrived);
    if (newest.size() > MOST) {
      connection.close(CloseCode.SLOW);
    }
  }

  private void replace(Newest of, @Nullable Shared by) {
    if (of.waiting instanceof Frame frame) {
      offsets.remove(frame);
    }
    if (by instanceof Frame frame) {
      offsets.add(frame);
    }
    of.waiting = by;
  }

  /** The client has the record by another subscription: it waits no more, nor does an older one. */
  void brought(Frame frame) {
    Newest of = newest.get(frame.channel());
    if (of != null
        && of.waiting instanceof Frame older
        && older.lane() == frame.lane()
        && older.offset() <= frame.offset()) {
      replace(of, null);
    }
  }

  /** The offset before which nothing of the family waits in the lane. */
  long lowest(@Nullable Family family, int lane) {
    return offsets.lowest(family, lane);
  }

  /** Writes what is due while there is room; true if it has nothing more to remember. */
  boolean drain(long now) {
    for (Iterator<Newest> each = newest.values().iterator(); each.hasNext(); ) {
      Newest of = each.next();
      if (of.notBefore <= now && !isHeldBack(of.waiting)) {
        Shared waiting = of.waiting;
        if (waiting != null) {
          if (!connection.isRoomy()) {
            return false;
          }
          replace(of, null);
          write(of, waiting, now);
        }
        if (of.notBefore <= now) {
          each.remove();
        }
      }
    }
    return newest.isEmpty();
  }

  /** Its cursor counts for all that hear it, so all must have come to it. */
  private boolean isHeldBack(@Nullable Shared waiting) {
    Gap gap = connection.gap;
    return gap != null && waiting instanceof Frame frame && gap.isBefore(frame);
  }

  private void write(Newest of, Shared arrived, long now) {
    if (of.skipped > 0 && arrived instanceof Frame frame) {
      connection.send(Replies.lag(frame.channel(), of.skipped));
    }
    byte[][] message =
        arrived instanceof Frame frame
            ? frame.message(lowest(frame.family(), frame.lane()) - 1)
            : arrived.message();
    connection.write(Framing.text(connection.socket.allocator(), message));
    of.skipped = 0;
    of.notBefore = now + of.pauseNanos;
  }
}
