package neuratrade.gateway.hub;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.protocol.Framing;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the clients. The first loop that has a listener for it makes the WebSocket
 * frame, around the value as it is; all loops and connections share that one buffer. A record that
 * nobody hears is never framed.
 */
public final class Frame {

  private static final VarHandle BYTES;

  static {
    try {
      BYTES = MethodHandles.lookup().findVarHandle(Frame.class, "bytes", ByteBuf.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final byte[] CLOSING_BRACE = {'}'};

  private final String channel;
  private final @Nullable String everything;
  private final String cursor;
  private final long timestampMillis;
  private final byte[] value;
  private volatile @Nullable ByteBuf bytes;

  /**
   * @param channel the record's key
   * @param timestampMillis the record's
   * @param value the record's, which must be JSON
   */
  public Frame(String channel, String cursor, long timestampMillis, byte[] value) {
    Family family = Family.of(channel);
    this.channel = channel;
    this.everything = family == null ? null : family.everything();
    this.cursor = cursor;
    this.timestampMillis = timestampMillis;
    this.value = value;
  }

  String channel() {
    return channel;
  }

  /** The channel of the record's whole family; null if it has none. */
  @Nullable String everything() {
    return everything;
  }

  long timestampMillis() {
    return timestampMillis;
  }

  /** The shared frame, which the caller may duplicate and retain while its batch is open. */
  ByteBuf bytes(ByteBufAllocator allocator) {
    ByteBuf shared = bytes;
    if (shared != null) {
      return shared;
    }
    ByteBuf mine = Framing.text(allocator, head(), value, CLOSING_BRACE);
    ByteBuf first = (ByteBuf) BYTES.compareAndExchange(this, (ByteBuf) null, mine);
    if (first != null) {
      // Two loops came at once: all take the first one's.
      mine.release();
      return first;
    }
    return mine;
  }

  private byte[] head() {
    return ("{\"type\":\"notification\",\"channel\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(channel))
            + "\",\"cursor\":\""
            + cursor
            + "\",\"data\":")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Gives up the record's own reference, once no loop will ask for it any more. */
  void release() {
    ByteBuf shared = bytes;
    if (shared != null) {
      shared.release();
    }
  }
}
