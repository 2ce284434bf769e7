package neuratrade.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.access.Verdict;
import neuratrade.gateway.hub.Connection;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.NettySocket;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The door: turns {@code GET /ws} into a connection, or says why not. */
@ApplicationScoped
class WebSocketRoute {

  private static final String BEARER = "Bearer ";
  private static final String BEARER_PROTOCOL = "bearer.";

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
      new Problem(426, "upgrade_required", "this address speaks WebSocket").send(routing);
      return;
    }
    ChannelHandlerContext channel = NettySocket.channel(request.connection());
    if (!hub.admit(channel.channel().closeFuture())) {
      new Problem(503, ErrorCode.UNAVAILABLE.text(), "no room for another connection")
          .send(routing);
      return;
    }
    String token = token(request);
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
                new Problem(code.status(), code.text(), detail).send(routing);
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

  /** A header if the client can set one, else the sub-protocol that browsers can offer. */
  private static @Nullable String token(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).trim();
    }
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    if (protocols != null) {
      for (String protocol : protocols.split(",")) {
        String offered = protocol.trim();
        if (offered.startsWith(BEARER_PROTOCOL)) {
          return offered.substring(BEARER_PROTOCOL.length());
        }
      }
    }
    return null;
  }
}
