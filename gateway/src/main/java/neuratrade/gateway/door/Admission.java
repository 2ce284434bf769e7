package neuratrade.gateway.door;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import neuratrade.gateway.http.Problem;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.Rate;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Says who may open a connection, and counts those that did until they end. */
public final class Admission {

  private final Hub hub;
  private final Origins origins;
  private final ClientAddress clients;
  private final Rate opening;
  private final Quota addresses;
  private final MeterRegistry registry;
  private final long origin = System.nanoTime();
  private final AtomicLong opened = new AtomicLong();

  public Admission(Hub hub, DoorSettings settings, MeterRegistry registry) {
    this.hub = hub;
    this.origins = new Origins(settings.origins());
    this.clients = settings.clients();
    this.opening = new Rate(settings.second());
    this.addresses = new Quota(settings.address());
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
    // All share these turns: who is refused for what is its own must not use them up.
    if (!mayOpen()) {
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

  private boolean mayOpen() {
    long now = System.nanoTime() - origin;
    while (true) {
      long taken = opened.get();
      long next = opening.take(taken, now);
      if (next == Rate.REFUSED) {
        return false;
      }
      if (opened.compareAndSet(taken, next)) {
        return true;
      }
    }
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
