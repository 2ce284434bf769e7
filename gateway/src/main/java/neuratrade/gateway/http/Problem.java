package neuratrade.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.pipeline.message.Json;

/** An HTTP refusal as RFC 9457 has it. */
public record Problem(int status, String code, String detail) {

  private static final String RETRY_AFTER_S = "5";

  public Problem(ErrorCode code, String detail) {
    this(code.status(), code.text(), detail);
  }

  /** One whose code is the status' own name. */
  public static Problem of(HttpResponseStatus status, String detail) {
    String code = status.reasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_');
    return new Problem(status.code(), code, detail);
  }

  /** Answers a request with it. */
  public void send(RoutingContext request) {
    var unused = answer(request);
  }

  /** Answers and ends the TCP connection, so that nothing of a refused client stays. */
  public void sendAndClose(RoutingContext request) {
    var unused = answer(request).eventually(() -> request.request().connection().close());
  }

  private Future<Void> answer(RoutingContext request) {
    HttpResponseStatus standard = HttpResponseStatus.valueOf(status);
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", standard.reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", detail);
    if (!request.response().headWritten()) {
      if (standard.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
        request.response().putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_S);
      } else if (standard.equals(HttpResponseStatus.UNAUTHORIZED)) {
        request.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
      }
    }
    return Answers.send(request, standard, json, "application/problem+json");
  }
}
