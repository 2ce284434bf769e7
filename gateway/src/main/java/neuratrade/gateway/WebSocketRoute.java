package neuratrade.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.access.Verdict;
import neuratrade.gateway.http.Bearer;
import neuratrade.gateway.http.Problem;
import neuratrade.gateway.hub.Connection;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.NettySocket;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The door: turns {@code GET /ws} into a connection, or says why not. */
@ApplicationScoped
class WebSocketRoute {

  private final Hub hub;
  private final Desk desk;
  private final Tokens tokens;

  WebSocketRoute(Hub hub, Desk desk, Tokens tokens) {
    this.hub = hub;
    this.desk = desk;
    this.tokens = tokens;
  }

  void register(@Observes Router router) {
    // Quarkus switches WebSockets off where none of its own extensions for them is there.
    System.setProperty("vertx.disableWebsockets", "false");
    var unused = router.get("/ws").handler(this::upgrade);
  }

  private void upgrade(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      Problem.of(HttpResponseStatus.UPGRADE_REQUIRED, "this address speaks WebSocket")
          .sendAndClose(routing);
      return;
    }
    ChannelHandlerContext channel = NettySocket.channel(request.connection());
    if (!hub.admit(channel.channel().closeFuture())) {
      new Problem(ErrorCode.UNAVAILABLE, "no room for another connection").sendAndClose(routing);
      return;
    }
    String token = Bearer.ofUpgrade(request);
    if (token == null) {
      accept(request, channel, null);
      return;
    }
    var unused = request.pause();
    Context home = routing.vertx().getOrCreateContext();
    tokens.check(
        token,
        task -> home.runOnContext(now -> task.run()),
        verdict -> {
          switch (verdict) {
            case Verdict.Accepted(Holder holder) -> accept(request, channel, holder);
            case Verdict.Refused(ErrorCode code, String detail) ->
                new Problem(code, detail).sendAndClose(routing);
          }
        });
  }

  private void accept(
      HttpServerRequest request, ChannelHandlerContext channel, @Nullable Holder holder) {
    var unused =
        request
            .toWebSocket()
            .onSuccess(webSocket -> {
              Connection connection = NettySocket.open(webSocket, channel, hub, desk::answer);
              desk.welcome(connection, holder);
            })
            .onFailure(failure -> end(channel));
  }

  private static void end(ChannelHandlerContext channel) {
    var unused = channel.close();
  }
}
