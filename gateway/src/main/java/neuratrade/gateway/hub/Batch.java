package neuratrade.gateway.hub;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What one poll of the feed brought, on its way through all loops; the last one closes it. */
final class Batch {

  private final List<Frame> frames;
  private final Positions after;
  private final AtomicInteger open;
  private final Runnable closed;

  Batch(List<Frame> frames, Positions after, int loops, Runnable closed) {
    this.frames = frames;
    this.after = after;
    this.open = new AtomicInteger(loops);
    this.closed = closed;
  }

  List<Frame> frames() {
    return frames;
  }

  Positions after() {
    return after;
  }

  /** Each loop calls it once, when it has the batch behind it, however that went. */
  void done() {
    if (open.decrementAndGet() == 0) {
      frames.forEach(Frame::release);
      closed.run();
    }
  }
}
