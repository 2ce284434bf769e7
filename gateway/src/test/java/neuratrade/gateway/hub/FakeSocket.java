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

  final List<String> frames = new ArrayList<>();
  int flushes;
  long queued;
  boolean stuck;
  boolean aborted;
  @Nullable CloseCode closed;

  @Override
  public ByteBufAllocator allocator() {
    return UnpooledByteBufAllocator.DEFAULT;
  }

  @Override
  public void write(ByteBuf bytes) {
    queued += bytes.readableBytes();
    frames.add(bytes.toString(StandardCharsets.UTF_8));
    bytes.release();
  }

  @Override
  public void flush() {
    flushes++;
    if (!stuck) {
      queued = 0;
    }
  }

  @Override
  public long queuedBytes() {
    return queued;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void close(CloseCode code) {
    closed = code;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
