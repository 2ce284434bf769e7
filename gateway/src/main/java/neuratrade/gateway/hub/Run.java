package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import neuratrade.gateway.protocol.Framing;
import org.jspecify.annotations.Nullable;

/**
 * Records of one channel that follow one another, and so go to the same clients: one loop writes
 * them to each as one buffer, since a write costs more than its bytes.
 */
final class Run {

  private final List<Frame> frames;
  private @Nullable ByteBuf joined;

  Run(List<Frame> frames) {
    this.frames = frames;
  }

  /** Where the run that begins at {@code first} ends. */
  static int end(List<Frame> frames, int first, long mostBytes) {
    String channel = frames.get(first).channel();
    long bytes = frames.get(first).heapBytes();
    int end = first + 1;
    while (end < frames.size() && frames.get(end).channel().equals(channel)) {
      bytes += frames.get(end).heapBytes();
      if (bytes > mostBytes) {
        return end;
      }
      end++;
    }
    return end;
  }

  List<Frame> frames() {
    return frames;
  }

  /** The shared bytes, which the caller may duplicate and retain until the release. */
  ByteBuf bytes(ByteBufAllocator allocator) {
    if (frames.size() == 1) {
      return frames.getFirst().bytes(allocator);
    }
    if (joined == null) {
      joined = join(allocator, Long.MAX_VALUE);
    }
    return joined;
  }

  /**
   * Bytes for one client that is to resume no later than after {@code most}; the caller releases
   * them. All of them or nothing: half of them would be cut off at the next client too.
   */
  ByteBuf join(ByteBufAllocator allocator, long most) {
    ByteBuf whole = allocator.directBuffer(frames.stream().mapToInt(Frame::heapBytes).sum());
    try {
      for (Frame frame : frames) {
        Framing.append(whole, frame.message(most));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      whole.release();
      throw e;
    }
    return whole;
  }

  void release() {
    if (joined != null) {
      joined.release();
    }
  }
}
