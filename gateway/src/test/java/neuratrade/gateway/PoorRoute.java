package neuratrade.gateway;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import neuratrade.gateway.hub.NettySocket;

/** Leaves a client who says so without memory for what is sent after the upgrade. */
@Alternative
@ApplicationScoped
public class PoorRoute {

  static final String POOR = "X-Poor: yes";

  private static final int BEFORE_ALL = Integer.MIN_VALUE + 1;

  void register(@Observes Router router) {
    var unused =
        router
            .route("/ws")
            .order(BEFORE_ALL)
            .handler(routing -> {
              HttpServerRequest request = routing.request();
              if (request.getHeader("X-Poor") != null) {
                NettySocket.channel(request.connection())
                    .channel()
                    .config()
                    .setAllocator(new Empty());
              }
              routing.next();
            });
  }

  /** Has the heap, for what Vert.x sends, and no direct memory, for what the gateway sends. */
  private static final class Empty extends AbstractByteBufAllocator {

    @Override
    public ByteBuf ioBuffer(int initialCapacity) {
      return heapBuffer(initialCapacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("this client is to have none");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }
}
