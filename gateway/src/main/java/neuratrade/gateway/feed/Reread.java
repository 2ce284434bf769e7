package neuratrade.gateway.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.History.Reader;
import neuratrade.gateway.hub.History.Wanted;
import neuratrade.gateway.hub.Past;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription wants of one lane again, and what of it was found. Belongs to a thread.
 *
 * <pre>
 *   ASKED ──in bounds──▶ PLACED ──swept, as far as there was room──▶ DONE
 *     └──out of bounds, or nobody waits──▶ DONE ◀──it came to nothing──┘
 * </pre>
 */
final class Reread {

  private enum Phase {
    ASKED,
    PLACED,
    DONE
  }

  private final Wanted wanted;
  private final Reader reader;
  private final SharedBound places;
  private final SharedBound heldBytes;
  private final int mostFound;
  private final long asked = System.nanoTime();
  private final List<Frame> found = new ArrayList<>();
  private Phase phase = Phase.ASKED;
  private long from;
  private long to;
  private long bytes;
  private boolean full;

  /**
   * @param places of which it has one until it is done
   * @param heldBytes by what was found, until that is delivered
   * @param mostFound how many records
   */
  Reread(Wanted wanted, Reader reader, SharedBound places, SharedBound heldBytes, int mostFound) {
    this.wanted = wanted;
    this.reader = reader;
    this.places = places;
    this.heldBytes = heldBytes;
    this.mostFound = mostFound;
    this.from = wanted.from();
    this.to = wanted.to();
  }

  int lane() {
    return wanted.lane();
  }

  String incarnation() {
    return wanted.incarnation();
  }

  Set<String> channels() {
    return wanted.channels();
  }

  /** The first offset that is wanted; negative while only a time is known. */
  long from() {
    return from;
  }

  long sinceMillis() {
    return wanted.sinceMillis();
  }

  long to() {
    return wanted.to();
  }

  boolean isAsked() {
    return phase == Phase.ASKED;
  }

  /** Whether it takes what a sweep comes to. */
  boolean isOpen() {
    return phase == Phase.PLACED && !full;
  }

  boolean isDone() {
    return phase == Phase.DONE;
  }

  /** It is in bounds, and begins at the offset. */
  void place(long first) {
    phase = Phase.PLACED;
    from = Math.min(first, wanted.to());
    reader.begins(from);
    if (from == wanted.to()) {
      finish(from, from);
    }
  }

  /** Takes a record of a wanted channel, if it lies where records are wanted. */
  void add(Frame frame) {
    if (!isOpen() || frame.offset() < from || frame.offset() >= wanted.to()) {
      return;
    }
    if (found.size() < mostFound && hold(frame.heapBytes())) {
      found.add(frame);
    } else {
      full = true;
      to = frame.offset();
    }
  }

  /** The first record is needed, so that each lane of each subscription comes forward. */
  private boolean hold(long more) {
    boolean held =
        found.isEmpty()
            ? heldBytes.takeNeeded(reader.share().bytes(), more)
            : heldBytes.take(reader.share().bytes(), more);
    bytes += held ? more : 0;
    return held;
  }

  /**
   * All records from {@code begun} on and before {@code reached} were seen: so much is delivered,
   * if it is anything. If they end before it begins, it waits for another sweep.
   */
  void finish(long begun, long reached) {
    boolean reaches = full || begun == from || reached > from;
    if (isDone() || !reaches) {
      return;
    }
    to = Math.min(Math.max(reached, from), to);
    if (to == from && to < wanted.to()) {
      fail();
    } else {
      long mine = bytes;
      end(new Past(to, found, () -> heldBytes.giveBack(reader.share().bytes(), mine)));
    }
  }

  /** Ends if nobody waits for it any more. */
  void failIfLeft() {
    if (!isDone() && reader.hasLeft()) {
      fail();
    }
  }

  /** Ends if it has waited longer than that. */
  void failAfter(Duration bound) {
    if (System.nanoTime() - asked > bound.toNanos()) {
      fail();
    }
  }

  void fail() {
    if (!isDone()) {
      heldBytes.giveBack(reader.share().bytes(), bytes);
      end(null);
    }
  }

  private void end(@Nullable Past past) {
    phase = Phase.DONE;
    places.giveBack(reader.share().places(), 1);
    reader.ended(past);
  }
}
