package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * A client of which the test knows what it was sent; it reads only when {@link #stuck} is false.
 */
final class FakeSocket implements Socket {

  private static final long ROOMY = 1_000;

  final List<String> frames = new ArrayList<>();
  ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
  int flushes;
  int writes;
  long queued;
  boolean stuck;
  boolean broken;

  /** Whether not even a close frame can be sent. */
  boolean mute;

  boolean watched;

  /** What the shard asked to be told when there is room again; told in the midst of a flush. */
  Runnable writable = () -> {};

  /** What else happens in a flush. */
  Runnable flushing = () -> {};

  boolean aborted;
  @Nullable CloseCode closed;

  @Override
  public ByteBufAllocator allocator() {
    return allocator;
  }

  @Override
  public void write(ByteBuf bytes) {
    if (broken) {
      bytes.release();
      throw new IllegalStateException("broken");
    }
    writes++;
    queued += bytes.readableBytes() + WRITE_OVERHEAD_BYTES;
    while (bytes.isReadable()) {
      frames.add(next(bytes));
    }
    bytes.release();
  }

  /** One frame's payload. */
  private static String next(ByteBuf bytes) {
    int opcode = bytes.readUnsignedByte();
    int length = bytes.readUnsignedByte();
    length = length == 126 ? bytes.readUnsignedShort() : length;
    length = length == 127 ? (int) bytes.readLong() : length;
    String payload = bytes.readCharSequence(length, StandardCharsets.UTF_8).toString();
    return opcode == 0x81 ? payload : "ping";
  }

  @Override
  public void flush() {
    flushes++;
    flushing.run();
    boolean full = !isWritable();
    if (!stuck) {
      queued = 0;
    }
    if (watched && full && isWritable()) {
      writable.run();
    }
  }

  @Override
  public long queuedBytes() {
    return queued;
  }

  @Override
  public boolean isWritable() {
    return queued <= ROOMY;
  }

  @Override
  public void watch(boolean on) {
    watched = on;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void close(CloseCode code) {
    if (mute) {
      throw new IllegalStateException("mute");
    }
    closed = code;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
