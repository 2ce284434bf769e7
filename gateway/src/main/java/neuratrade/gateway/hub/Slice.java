package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import neuratrade.gateway.protocol.Framing;
import org.jspecify.annotations.Nullable;

/**
 * As much of what one client missed as goes out at once: not so much that others wait for the loop.
 */
final class Slice implements AutoCloseable {

  private static final int MOST_BYTES = 16 * 1024;
  private static final int MOST_LOOKED_AT = 4096;

  private final Connection connection;
  private @Nullable ByteBuf frames;
  private int looked;
  private int count;
  private boolean full;

  Slice(Connection connection) {
    this.connection = connection;
  }

  /** Counts a look at one more record, and says whether there is room for it. */
  boolean hasRoom() {
    full = looked++ >= MOST_LOOKED_AT || (frames != null && frames.readableBytes() >= MOST_BYTES);
    return !full;
  }

  /** Whether there was no room for something. */
  boolean isFull() {
    return full;
  }

  void add(Frame frame) {
    Conflation conflation = connection.conflation;
    long most = Long.MAX_VALUE;
    if (conflation != null) {
      conflation.brought(frame);
      most = conflation.lowest(frame.family(), frame.lane()) - 1;
    }
    if (frames == null) {
      frames = connection.socket.allocator().directBuffer(1024);
    }
    Framing.append(frames, frame.message(most));
    count++;
  }

  /** Writes what was added; how many records that is. */
  int write() {
    ByteBuf added = frames;
    frames = null;
    if (added != null) {
      connection.write(added);
    }
    return count;
  }

  /** Gives up what was added and not written. */
  @Override
  public void close() {
    if (frames != null) {
      frames.release();
      frames = null;
    }
  }
}
