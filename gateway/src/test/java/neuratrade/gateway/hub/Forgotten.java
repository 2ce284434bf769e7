package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.protocol.Channel;

/**
 * What a gateway with a leak would leave behind: the index entry of a connection that nobody has.
 */
public final class Forgotten implements AutoCloseable {

  private final Shard shard;
  private final Connection connection;
  private final Channel channel;

  /**
   * @param loop of the hub's
   */
  public Forgotten(Hub hub, EventLoop loop, String channel) throws Exception {
    this.shard = hub.shard(loop);
    this.connection = new Connection(shard, "forgotten", new FakeSocket());
    this.channel = requireNonNull(Channel.parse(channel));
    on(() -> shard.subscribe(connection, this.channel));
  }

  private void on(Runnable task) throws Exception {
    Object unused = shard.loop().submit(task).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    on(() -> shard.unsubscribe(connection, channel));
  }
}
