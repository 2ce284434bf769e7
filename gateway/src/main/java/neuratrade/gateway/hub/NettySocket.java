package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.BiConsumer;
import neuratrade.gateway.protocol.CloseCode;

/**
 * The one place that reaches through Vert.x to Netty: frames go to the channel as they are, and the
 * flush is ours. Reading, the closing handshake and answers to pings stay with Vert.x.
 */
public final class NettySocket implements Socket {

  private static final int LOST = 1006;

  private final ServerWebSocket webSocket;
  private final ChannelHandlerContext channel;

  private NettySocket(ServerWebSocket webSocket, ChannelHandlerContext channel) {
    this.webSocket = webSocket;
    this.channel = channel;
  }

  /** The place in the channel's pipeline from which Vert.x itself writes to the connection. */
  public static ChannelHandlerContext channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext();
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
    Connection connection = shard.open(socket);
    if (connection.isOpen()) {
      Messages messages = new Messages(connection, said);
      var unusedToo = webSocket.frameHandler(messages::frame);
      var unusedThree =
          webSocket.closeHandler(end -> {
            Short status = webSocket.closeStatusCode();
            if (status != null && status != LOST) {
              shard.left(connection);
            }
          });
    }
    var unused = channel.channel().closeFuture().addListener(end -> shard.gone(connection));
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
