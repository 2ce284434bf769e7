package neuratrade.gateway.door;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import neuratrade.gateway.http.Problem;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Says who may open a connection, and counts those that did until they end. */
public final class Admission {

  /** A prime, so that addresses that differ a little have places of their own. */
  private static final int ADDRESSES = 8_191;

  private final Hub hub;
  private final Origins origins;
  private final ClientAddress clients;
  private final Quota addresses;
  private final Turns addressTurns;
  private final Turns turns;
  private final MeterRegistry registry;

  public Admission(Hub hub, DoorSettings settings, MeterRegistry registry) {
    this.hub = hub;
    this.origins = new Origins(settings.origins());
    this.clients = settings.clients();
    this.addresses = new Quota(settings.address());
    this.addressTurns = new Turns(settings.address(), ADDRESSES);
    this.turns = new Turns(settings.second(), 1);
    this.registry = registry;
    Gauge unused =
        Gauge.builder("neuratrade.gateway.addresses", addresses, Quota::size)
            .description("Client addresses that have connections")
            .register(registry);
  }

  /**
   * Lets the client in until {@code end}.
   *
   * @return why not; null if it is in
   */
  public @Nullable Problem admit(HttpServerRequest request, ChannelFuture end) {
    if (!origins.allow(request.getHeader(HttpHeaderNames.ORIGIN))) {
      return refuse(
          "origin", HttpResponseStatus.FORBIDDEN, "origin_forbidden", "not from that page");
    }
    String client = clients.of(peer(request), request.headers().getAll(clients.header()));
    if (!addresses.take(client, end)) {
      return refuse(
          "address",
          HttpResponseStatus.TOO_MANY_REQUESTS,
          ErrorCode.LIMIT_REACHED.text(),
          "an address has at most %d connections".formatted(addresses.most()));
    }
    // Who comes and goes may do so as often in a second as it may have connections.
    if (!addressTurns.take(client.hashCode())) {
      return refuse(
          "address_rate",
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          ErrorCode.UNAVAILABLE.text(),
          "too many are connecting from that address at once");
    }
    // All share these turns: who is refused for what is its own must not use them up.
    if (!turns.take(0)) {
      return refuse(
          "rate",
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          ErrorCode.UNAVAILABLE.text(),
          "too many are connecting at once");
    }
    if (!hub.admit(end)) {
      return refuse(
          "node",
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          ErrorCode.UNAVAILABLE.text(),
          "no room for another connection");
    }
    return null;
  }

  private static InetAddress peer(HttpServerRequest request) {
    String host = request.connection().remoteAddress().hostAddress();
    InetAddress address = host == null ? null : Networks.address(host);
    return address == null ? NetUtil.LOCALHOST : address;
  }

  private Problem refuse(String reason, HttpResponseStatus status, String code, String detail) {
    refused(reason);
    return new Problem(status.code(), code, detail);
  }

  /** Counts who is turned away for another reason. */
  public void refused(String reason) {
    registry.counter("neuratrade.gateway.refused", "reason", reason).increment();
  }
}
