package neuratrade.gateway.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read again of one lane for one subscription: all that it hears up to {@code to}. Whoever
 * holds it closes it, which gives its memory free.
 */
public final class Past implements AutoCloseable {

  private final long to;
  private final List<Frame> frames;
  private final Runnable closed;
  private int brought;

  /**
   * @param to what comes after it was not read
   * @param closed is run once
   */
  public Past(long to, List<Frame> frames, Runnable closed) {
    this.to = to;
    this.frames = frames;
    this.closed = closed;
  }

  /** What comes next was not read. */
  public long to() {
    return to;
  }

  /** The first record that was not yet brought; null if there is none. */
  public @Nullable Frame peek() {
    return brought < frames.size() ? frames.get(brought) : null;
  }

  public void pass() {
    brought++;
  }

  @Override
  public void close() {
    closed.run();
  }
}
