package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.BiConsumer;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * The one place that reaches through Vert.x to Netty: frames go to the channel as they are, and the
 * flush is ours. Reading, the closing handshake and answers to pings stay with Vert.x.
 */
public final class NettySocket implements Socket {

  private static final int LOST = 1006;
  private static final PooledByteBufAllocator POOL =
      (PooledByteBufAllocator) VertxByteBufAllocator.POOLED_ALLOCATOR;

  private final ServerWebSocket webSocket;
  private final ChannelHandlerContext channel;
  private @Nullable Writability watching;
  private @Nullable Runnable writable;

  private NettySocket(ServerWebSocket webSocket, ChannelHandlerContext channel) {
    this.webSocket = webSocket;
    this.channel = channel;
  }

  /** The place in the channel's pipeline from which Vert.x itself writes to the connection. */
  public static ChannelHandlerContext channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext();
  }

  /** The direct memory that is in use for all connections together. */
  public static long lentBytes() {
    return POOL.pinnedDirectMemory();
  }

  /** The direct memory that there is. */
  public static long mostBytes() {
    return PlatformDependent.maxDirectMemory();
  }

  /**
   * Opens a connection on the loop of the WebSocket's channel, which must be the calling thread.
   *
   * @param channel of the WebSocket's HTTP connection
   * @param said is given each message of the client
   */
  public static Connection open(
      ServerWebSocket webSocket,
      ChannelHandlerContext channel,
      Hub hub,
      BiConsumer<Connection, String> said) {
    unburden(channel.pipeline());
    NettySocket socket = new NettySocket(webSocket, channel);
    Shard shard = hub.shard(channel.channel().eventLoop());
    Connection connection = shard.connections().open(socket);
    // First of all: whatever fails, the end of the channel has the connection forgotten.
    var unused =
        channel.channel().closeFuture().addListener(end -> shard.connections().gone(connection));
    channel.channel().config().setWriteBufferWaterMark(waterMark(shard.settings().queueBytes()));
    socket.writable = () -> shard.backpressure().writable(connection);
    if (connection.isOpen()) {
      Messages messages = new Messages(connection, said);
      var unusedToo = webSocket.frameHandler(messages::frame);
      var unusedThree =
          webSocket.closeHandler(end -> {
            Short status = webSocket.closeStatusCode();
            if (status != null && status != LOST) {
              shard.connections().left(connection);
            }
          });
    }
    return connection;
  }

  /**
   * Takes out what watches for idle HTTP connections: it makes a promise of every write and keeps
   * timers, and the wheel knows better who is idle.
   */
  private static void unburden(ChannelPipeline pipeline) {
    while (pipeline.get(IdleStateHandler.class) != null) {
      var unused = pipeline.remove(IdleStateHandler.class);
    }
  }

  /**
   * How much waits before it is no time to bring what a client missed: little enough for a slice of
   * that to stay within the client's budget.
   */
  private static WriteBufferWaterMark waterMark(long queueBytes) {
    int high = (int) Math.min(WriteBufferWaterMark.DEFAULT.high(), queueBytes / 4);
    return new WriteBufferWaterMark(high / 2, high);
  }

  @Override
  public ByteBufAllocator allocator() {
    return channel.alloc();
  }

  @Override
  public void write(ByteBuf frames) {
    var unused = channel.write(frames, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public long queuedBytes() {
    ChannelOutboundBuffer queue = channel.channel().unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes();
  }

  @Override
  public boolean isWritable() {
    return channel.channel().isWritable();
  }

  /** A handler of its own: Vert.x' passes nothing on, and listens to its own writes only. */
  @Override
  public void watch(boolean on) {
    if (on && watching == null && writable != null && channel.channel().isActive()) {
      watching = new Writability(writable);
      var unused = channel.pipeline().addBefore(channel.name(), null, watching);
    } else if (!on && watching != null) {
      if (channel.pipeline().context(watching) != null) {
        var unused = channel.pipeline().remove(watching);
      }
      watching = null;
    }
  }

  private static final class Writability extends ChannelInboundHandlerAdapter {
    private final Runnable writable;

    Writability(Runnable writable) {
      this.writable = writable;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      context.fireChannelWritabilityChanged();
      if (context.channel().isWritable()) {
        writable.run();
      }
    }
  }

  @Override
  public void pause() {
    webSocket.pause();
  }

  @Override
  public void resume() {
    webSocket.resume();
  }

  @Override
  public void close(CloseCode code) {
    // Lets what the client still says go by, so that its answer to the close is read.
    webSocket.resume();
    var unused = webSocket.close(code.status(), code.reason());
    channel.flush();
  }

  @Override
  public void abort() {
    var unused = channel.close();
  }
}
