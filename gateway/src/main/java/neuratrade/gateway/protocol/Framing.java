package neuratrade.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Whole, unfragmented and unmasked frames of RFC 6455, section 5.2, in direct memory, so that the
 * transport writes them without another copy.
 */
public final class Framing {

  private static final int FINAL_TEXT = 0x81;
  private static final int PING_WITHOUT_PAYLOAD = 0x8900;
  private static final int IN_SEVEN_BITS = 125;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;
  private static final int IN_SIXTEEN_BITS = 0xFFFF;
  private static final int LONGEST_HEADER = 10;

  private Framing() {}

  /** One text frame of the parts, one after the other. */
  public static ByteBuf text(ByteBufAllocator allocator, byte[]... parts) {
    int length = length(parts);
    return write(allocator.directBuffer(LONGEST_HEADER + length), length, parts);
  }

  /** As {@link #text}, behind what the buffer holds already. */
  public static void append(ByteBuf frames, byte[]... parts) {
    ByteBuf unused = write(frames, length(parts), parts);
  }

  private static ByteBuf write(ByteBuf frame, int length, byte[]... parts) {
    frame.writeByte(FINAL_TEXT);
    if (length <= IN_SEVEN_BITS) {
      frame.writeByte(length);
    } else if (length <= IN_SIXTEEN_BITS) {
      frame.writeByte(TWO_BYTES_FOLLOW).writeShort(length);
    } else {
      frame.writeByte(EIGHT_BYTES_FOLLOW).writeLong(length);
    }
    for (byte[] part : parts) {
      frame.writeBytes(part);
    }
    return frame;
  }

  private static int length(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    return length;
  }

  public static ByteBuf ping(ByteBufAllocator allocator) {
    return allocator.directBuffer(Short.BYTES).writeShort(PING_WITHOUT_PAYLOAD);
  }
}
