package neuratrade.gateway.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.History.Wanted;
import neuratrade.gateway.hub.Past;
import org.jspecify.annotations.Nullable;

/** What one subscription wants of one lane again, and what of it was found. Belongs to a thread. */
final class Reread {

  private final Wanted wanted;
  private final Consumer<@Nullable Past> then;
  private final AtomicLong heldBytes;
  private final SweepBounds bounds;
  private final long asked = System.nanoTime();
  private final List<Frame> found = new ArrayList<>();
  private long from;
  private long to;
  private long bytes;
  private boolean full;
  private boolean done;

  /**
   * @param heldBytes of all rereads
   */
  Reread(Wanted wanted, Consumer<@Nullable Past> then, AtomicLong heldBytes, SweepBounds bounds) {
    this.wanted = wanted;
    this.then = then;
    this.heldBytes = heldBytes;
    this.bounds = bounds;
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

  boolean isDone() {
    return done;
  }

  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  /** Begins at a record if its time was wanted; what lies before it is not. */
  void at(long offset, long timestampMillis) {
    if (from < 0 && timestampMillis >= wanted.sinceMillis()) {
      from = offset;
    }
  }

  /** Takes a record of a wanted channel, if it lies where records are wanted. */
  void add(Frame frame) {
    if (done || full || from < 0 || frame.offset() < from || frame.offset() >= wanted.to()) {
      return;
    }
    long held = heldBytes.addAndGet(frame.heapBytes());
    bytes += frame.heapBytes();
    if (found.size() == bounds.found() || held > bounds.heldBytes()) {
      full = true;
      to = frame.offset();
    } else {
      found.add(frame);
    }
  }

  /** All records before the offset were seen: so much is delivered, if it is anything. */
  void finish(long reached) {
    if (done) {
      return;
    }
    to = Math.min(reached, to);
    from = from < 0 ? to : from;
    if (to < from || (to == from && to < wanted.to())) {
      fail();
      return;
    }
    done = true;
    long mine = bytes;
    then.accept(new Past(from, to, found, () -> heldBytes.addAndGet(-mine)));
  }

  void fail() {
    if (!done) {
      done = true;
      long unused = heldBytes.addAndGet(-bytes);
      then.accept(null);
    }
  }
}
