package neuratrade.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.access.Verdict;
import neuratrade.gateway.door.Admission;
import neuratrade.gateway.door.Loiterers;
import neuratrade.gateway.door.Quota;
import neuratrade.gateway.http.Bearer;
import neuratrade.gateway.http.HomeLoop;
import neuratrade.gateway.http.Problem;
import neuratrade.gateway.hub.Connection;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.NettySocket;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: turns {@code GET /ws} into a connection, or says why not. */
@ApplicationScoped
class WebSocketRoute {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketRoute.class);
  private static final int FIRST = Integer.MIN_VALUE;

  private final Admission admission;
  private final Quota subjects;
  private final Tokens tokens;
  private final Hub hub;
  private final Desk desk;

  WebSocketRoute(Admission admission, Quota subjects, Tokens tokens, Hub hub, Desk desk) {
    this.admission = admission;
    this.subjects = subjects;
    this.tokens = tokens;
    this.hub = hub;
    this.desk = desk;
  }

  void register(@Observes Router router) {
    // Quarkus switches WebSockets off where none of its own extensions for them is there.
    System.setProperty("vertx.disableWebsockets", "false");
    var unused =
        router
            .route()
            .order(FIRST)
            .handler(routing -> {
              Loiterers.asked(NettySocket.channel(routing.request().connection()).channel());
              routing.next();
            });
    var unusedToo = router.get("/ws").handler(this::upgrade);
  }

  private void upgrade(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      Problem.of(HttpResponseStatus.UPGRADE_REQUIRED, "this address speaks WebSocket")
          .send(routing);
      return;
    }
    ChannelHandlerContext channel = NettySocket.channel(request.connection());
    Problem refusal = admission.admit(request, channel.channel().closeFuture());
    if (refusal != null) {
      refusal.sendAndClose(routing);
      return;
    }
    Loiterers.upgrading(channel.channel());
    String token = Bearer.ofUpgrade(request);
    if (token == null) {
      accept(request, channel, null);
      return;
    }
    var unused = request.pause();
    tokens.check(
        token,
        HomeLoop.of(routing),
        verdict -> {
          switch (verdict) {
            case Verdict.Accepted(Holder holder) -> acceptOneMore(routing, channel, holder);
            case Verdict.Refused(ErrorCode code, String detail) ->
                new Problem(code, detail).sendAndClose(routing);
          }
        });
  }

  private void acceptOneMore(RoutingContext routing, ChannelHandlerContext channel, Holder holder) {
    if (subjects.take(holder.subject(), channel.channel().closeFuture())) {
      accept(routing.request(), channel, holder);
    } else {
      admission.refused("subject");
      new Problem(
              ErrorCode.LIMIT_REACHED,
              "a subject has at most %d connections".formatted(subjects.most()))
          .sendAndClose(routing);
    }
  }

  private void accept(
      HttpServerRequest request, ChannelHandlerContext channel, @Nullable Holder holder) {
    var unused =
        webSocket(request)
            .map(webSocket -> open(webSocket, channel))
            .onSuccess(connection ->
                connection.shard().guard(connection, () -> desk.welcome(connection, holder)))
            .onFailure(failure -> {
              var ended = channel.close();
            });
  }

  private Connection open(ServerWebSocket webSocket, ChannelHandlerContext channel) {
    ChannelFuture end = channel.channel().closeFuture();
    try {
      return NettySocket.open(
          webSocket, channel, hub, (from, text) -> desk.answer(from, text, end));
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a connection cannot be opened", e);
      throw e;
    }
  }

  /** Of a client that has left meanwhile, Vert.x throws what it else gives. */
  private static Future<ServerWebSocket> webSocket(HttpServerRequest request) {
    try {
      return request.toWebSocket();
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }
}
