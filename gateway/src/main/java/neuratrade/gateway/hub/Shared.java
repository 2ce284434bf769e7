package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import neuratrade.gateway.protocol.Framing;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way to many clients as one message. The first loop that has a listener for it
 * makes the WebSocket frame; all loops and connections share that one buffer. What nobody hears is
 * never framed.
 */
abstract class Shared {

  private static final VarHandle BYTES;

  static {
    try {
      BYTES = MethodHandles.lookup().findVarHandle(Shared.class, "bytes", ByteBuf.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable ByteBuf bytes;

  /** The message's JSON, in parts that follow one another. */
  abstract byte[][] message();

  /** The shared frame, which the caller may duplicate and retain while its batch is open. */
  final ByteBuf bytes(ByteBufAllocator allocator) {
    ByteBuf shared = bytes;
    if (shared != null) {
      return shared;
    }
    ByteBuf mine = Framing.text(allocator, message());
    ByteBuf first = (ByteBuf) BYTES.compareAndExchange(this, (ByteBuf) null, mine);
    if (first != null) {
      // Two loops came at once: all take the first one's.
      mine.release();
      return first;
    }
    return mine;
  }

  /** Gives up the object's own reference, once no loop will ask for it any more. */
  final void release() {
    ByteBuf shared = bytes;
    if (shared != null) {
      shared.release();
    }
  }
}
