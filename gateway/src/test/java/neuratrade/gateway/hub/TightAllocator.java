package neuratrade.gateway.hub;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Has memory for the beginning of what is to be written, and no more. */
final class TightAllocator extends AbstractByteBufAllocator {

  private static final int MOST_BYTES = 150;

  final List<ByteBuf> lent = new ArrayList<>();

  @Override
  public ByteBuf directBuffer(int initialCapacity) {
    ByteBuf tight = directBuffer(Math.min(initialCapacity, MOST_BYTES), MOST_BYTES);
    lent.add(tight);
    return tight;
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}
