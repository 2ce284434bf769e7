package neuratrade.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Where a request carries its token: in a header only, never in an address. */
public final class Bearer {

  private static final String SCHEME = "Bearer ";
  private static final String PROTOCOL = "bearer.";

  private Bearer() {}

  /** From {@code Authorization}; null if it carries none. */
  public static @Nullable String of(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaderNames.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).trim()
        : null;
  }

  /** Of an upgrade: a header if the client can set one, else the sub-protocol of browsers. */
  public static @Nullable String ofUpgrade(HttpServerRequest request) {
    String token = of(request);
    String protocols = request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    if (token != null || protocols == null) {
      return token;
    }
    for (String protocol : protocols.split(",")) {
      String offered = protocol.trim();
      if (offered.startsWith(PROTOCOL)) {
        return offered.substring(PROTOCOL.length());
      }
    }
    return null;
  }
}
