package neuratrade.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import neuratrade.pipeline.message.Json;

/** An HTTP refusal as RFC 9457 has it. */
record Problem(int status, String code, String detail) {

  /** Sends it and ends the TCP connection, so that nothing of a refused client stays. */
  void send(RoutingContext request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", detail);
    response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
    if (status == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
      response.putHeader("Retry-After", "5");
    }
    var unused =
        response.end(json.toString()).eventually(() -> request.request().connection().close());
  }
}
