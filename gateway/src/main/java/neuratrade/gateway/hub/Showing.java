package neuratrade.gateway.hub;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import neuratrade.gateway.protocol.Channel;
import org.jspecify.annotations.Nullable;

/** Answers one loop's subscriptions with snapshots, at once or when they have loaded. */
public final class Showing {

  private final Shard shard;
  private final Snapshots snapshots;
  private final Set<Connection> waiting = new HashSet<>();

  Showing(Shard shard, Snapshots snapshots) {
    this.shard = shard;
    this.snapshots = snapshots;
  }

  /**
   * The channel's states as a JSON array; null if they are not there yet or longer than {@code
   * most} characters. Then {@link #showLoaded} tells them once they are there.
   */
  public @Nullable String snapshot(Connection connection, Channel channel, int most) {
    List<State> states = snapshots.of(channel);
    if (states != null && states.stream().mapToLong(State::size).sum() <= most) {
      return states.stream().map(State::part).collect(Collectors.joining(",", "[", "]"));
    }
    connection.unshown.add(channel);
    waiting.add(connection);
    return null;
  }

  /** Tells a client the states that its snapshots had to leave out, as far as there are some. */
  public void showLoaded(Connection connection) {
    for (Channel channel : List.copyOf(connection.unshown)) {
      boolean hears = connection.isSubscribed(channel.text());
      List<State> states = hears ? snapshots.of(channel) : List.of();
      if (states != null) {
        connection.unshown.remove(channel);
        states.forEach(state -> tell(connection, state));
      }
    }
    if (connection.unshown.isEmpty()) {
      waiting.remove(connection);
    }
  }

  private void tell(Connection connection, State state) {
    if (connection.isOpen()) {
      shard.backpressure().conflation(connection).add(state, shard.nanos());
    }
  }

  void loaded() {
    List.copyOf(waiting)
        .forEach(connection -> shard.guard(connection, () -> showLoaded(connection)));
  }

  void forget(Connection connection) {
    connection.unshown.clear();
    waiting.remove(connection);
  }
}
