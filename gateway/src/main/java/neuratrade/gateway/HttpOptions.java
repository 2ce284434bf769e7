package neuratrade.gateway;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import neuratrade.gateway.hub.Messages;

/** What the WebSocket needs of the HTTP server and Quarkus has no keys for. */
@ApplicationScoped
class HttpOptions implements HttpServerOptionsCustomizer {

  /** Chosen by the server when a browser offers it beside its token. */
  private static final String PROTOCOL = "neuratrade.v1";

  private static final int NEVER = -1;

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    customize(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    customize(options);
  }

  private static void customize(HttpServerOptions options) {
    HttpServerOptions unused =
        options
            .setWebSocketSubProtocols(List.of(PROTOCOL))
            // A frame is shared by many connections, so it cannot be deflated for one.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            // The bound on messages is ours, with a clean close; beyond twice that the decoder ends
            // it.
            .setMaxWebSocketFrameSize(2 * Messages.LONGEST)
            // The shard's wheel ends a connection that does not answer a close.
            .setWebSocketClosingTimeout(NEVER);
  }
}
