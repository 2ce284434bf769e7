package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.door.Loiterers;
import neuratrade.gateway.protocol.Framing;

/**
 * Says back what it is told at {@code /echo}, through the gateway's own sockets and messages.
 * Binary messages, which the gateway takes from nobody, are put together here.
 */
@Alternative
@ApplicationScoped
public class EchoRoute {

  private static final byte FINAL_BINARY = (byte) 0x82;

  private final Hub hub;

  EchoRoute(Hub hub) {
    this.hub = hub;
  }

  void register(@Observes Router router) {
    var unused = router.get("/echo").handler(this::upgrade);
  }

  private void upgrade(RoutingContext routing) {
    ChannelHandlerContext channel = NettySocket.channel(routing.request().connection());
    var unused = routing.request().toWebSocket().onSuccess(socket -> open(socket, channel));
  }

  private void open(ServerWebSocket socket, ChannelHandlerContext channel) {
    Loiterers.upgrading(channel.channel());
    Connection connection = NettySocket.open(socket, channel, hub, EchoRoute::say);
    Instant later = Instant.now().plus(Duration.ofHours(1));
    var unusedChannels =
        connection
            .shard()
            .connections()
            .authenticate(connection, new Holder("echo", Set.of(), false, Instant.EPOCH, later));
    var unused = socket.frameHandler(new Echo(connection)::frame);
  }

  private static void say(Connection connection, String text) {
    connection.send(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Echo {

    private final Connection connection;
    private final Messages texts;
    private Buffer binary = Buffer.buffer();
    private boolean isBinary;

    Echo(Connection connection) {
      this.connection = connection;
      this.texts = new Messages(connection, EchoRoute::say);
    }

    void frame(WebSocketFrame frame) {
      isBinary = frame.isBinary() || (isBinary && frame.isContinuation());
      if (!isBinary) {
        texts.frame(frame);
        return;
      }
      binary = binary.appendBuffer(frame.binaryData());
      if (frame.isFinal()) {
        ByteBufAllocator allocator = connection.socket.allocator();
        ByteBuf echo = Framing.text(allocator, binary.getBytes());
        connection.write(echo.setByte(0, FINAL_BINARY));
        binary = Buffer.buffer();
        isBinary = false;
      }
    }
  }
}
