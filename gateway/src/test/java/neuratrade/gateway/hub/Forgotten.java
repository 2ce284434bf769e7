package neuratrade.gateway.hub;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import neuratrade.gateway.access.Holder;

/**
 * What a gateway with a leak would leave behind: a connection that has its place in the index, and
 * of which nobody noticed that it ended.
 */
public final class Forgotten implements AutoCloseable {

  private final Shard shard;
  private final Connection connection;

  /**
   * @param loop of the hub's
   * @param desk where requests are answered
   */
  public Forgotten(Hub hub, EventLoop loop, BiConsumer<Connection, String> desk, String request)
      throws Exception {
    this.shard = hub.shard(loop);
    this.connection =
        loop.submit(() -> shard.connections().open(new FakeSocket())).get(10, TimeUnit.SECONDS);
    Instant later = Instant.now().plus(Duration.ofHours(1));
    on(() -> {
      var unused =
          shard
              .connections()
              .authenticate(
                  connection, new Holder("forgotten", Set.of(), true, Instant.EPOCH, later));
      desk.accept(connection, request);
    });
  }

  private void on(Runnable task) throws Exception {
    Object unused = shard.loop().submit(task).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    on(() -> shard.connections().gone(connection));
  }
}
