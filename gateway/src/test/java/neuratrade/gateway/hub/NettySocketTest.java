package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.http.ServerWebSocket;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NettySocketTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  private final Hub hub =
      new Hub(
          List.of(channel.eventLoop()),
          HubFixtures.settings(3_000, Duration.ofHours(1)),
          Snapshots.NONE,
          History.NONE,
          new NodeBudget(() -> 0, 1),
          new HubMeters(new SimpleMeterRegistry()),
          Clock.systemUTC());

  @Test
  void whoLeavesWhileItIsOpenedIsForgotten() {
    ChannelHandlerContext context = channel.pipeline().firstContext();

    assertThatThrownBy(() -> NettySocket.open(closed(), context, hub, (from, text) -> {}))
        .hasMessage("WebSocket is closed");
    assertThat(channel.close().isSuccess()).isTrue();

    assertThat(hub.shard(channel.eventLoop()).connections().all()).isEmpty();
  }

  /** It takes no handlers any more, as Vert.x' own. */
  private static ServerWebSocket closed() {
    return (ServerWebSocket)
        Proxy.newProxyInstance(
            ServerWebSocket.class.getClassLoader(),
            new Class<?>[] {ServerWebSocket.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("WebSocket is closed");
            });
  }
}
