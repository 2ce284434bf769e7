package neuratrade.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes JSON, once and only while somebody is there to read it. */
final class Answers {

  private Answers() {}

  static void send(RoutingContext routing, HttpResponseStatus status, ObjectNode json) {
    var unused = send(routing, status, json, "application/json");
  }

  static Future<Void> send(
      RoutingContext routing, HttpResponseStatus status, ObjectNode json, String mediaType) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    return response
        .setStatusCode(status.code())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .end(json.toString());
  }
}
