package neuratrade.gateway.hub;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Replies;

/** What waits to be sent to one loop's clients, and what becomes of those who are too slow. */
final class Backpressure {

  private static final int EVICTED_PART = 8;

  private final Shard shard;
  private final NodeBudget budget;
  private final Set<Connection> unsent = new HashSet<>();
  private final Set<Connection> conflating = new HashSet<>();

  Backpressure(Shard shard, NodeBudget budget) {
    this.shard = shard;
    this.budget = budget;
  }

  /** Notes that bytes are left after a flush. */
  void unsent(Connection connection) {
    if (unsent.add(connection)) {
      connection.left = connection.written - connection.socket.queuedBytes();
      connection.progressed = shard.nanos();
    }
  }

  /** More waits for a live client than it may: what wants every one is brought the rest later. */
  void fallBehind(Connection connection) {
    Ring ring = shard.feeding().ring();
    if (ring == null) {
      return;
    }
    List<Subscription> slow =
        connection.subscriptions.values().stream()
            .filter(each -> each.phase() == Phase.LIVE && !each.mode().latest())
            .toList();
    slow.forEach(each -> shard.catchUp().begin(each, ring));
    for (Subscription each : slow) {
      if (connection.isOpen()) {
        connection.send(Replies.lag(each.channel.text(), 0));
      }
    }
    if (!slow.isEmpty()) {
      shard.meters().slow("behind");
    }
  }

  /** What the client gets the newest of, once it has room. */
  Conflation conflation(Connection connection) {
    Conflation conflation = connection.conflation;
    if (conflation == null) {
      conflation = new Conflation(connection);
      connection.conflation = conflation;
      conflating.add(connection);
      connection.socket.watch(true);
    }
    return conflation;
  }

  /**
   * The socket has room again. It says so in the midst of a flush, and so of a write to that very
   * client: what waits is written after that.
   */
  void writable(Connection connection) {
    shard.loop().execute(() -> bring(connection));
  }

  private void bring(Connection connection) {
    if (connection.isOpen()) {
      shard.guard(
          connection,
          () -> {
            drain(connection);
            shard.catchUp().ready(connection);
          });
    }
  }

  /** Writes what waited for room. */
  private void drain(Connection connection) {
    Conflation conflation = connection.conflation;
    if (conflation != null && conflation.drain(shard.nanos())) {
      connection.conflation = null;
      conflating.remove(connection);
      connection.socket.watch(connection.gap != null);
    }
  }

  /** The client hears nothing any more. */
  void forget(Connection connection) {
    connection.conflation = null;
    conflating.remove(connection);
  }

  /** What still waits for a client that is to go counts until it has gone. */
  void leaving(Connection connection) {
    unsent.add(connection);
  }

  void gone(Connection connection) {
    unsent.remove(connection);
  }

  void tick(long now) {
    for (Connection connection : List.copyOf(conflating)) {
      shard.guard(connection, () -> drain(connection));
    }
    shard.tally().queuedBytes.lazySet(look(now));
    if (!unsent.isEmpty() && budget.isExceeded()) {
      evict();
    }
  }

  /** Adds up what waits to be sent, and closes on clients of which nothing leaves. */
  private long look(long now) {
    long patience = shard.settings().slowWithin().toNanos();
    long queued = 0;
    for (Connection connection : List.copyOf(unsent)) {
      long bytes = connection.socket.queuedBytes();
      queued += bytes;
      if (bytes == 0) {
        unsent.remove(connection);
      } else if (connection.written - bytes > connection.left) {
        connection.left = connection.written - bytes;
        connection.progressed = now;
      } else if (now - connection.progressed > patience) {
        connection.close(CloseCode.SLOW);
      }
    }
    return queued;
  }

  /** Has too much waiting for all clients together: the oldest goes at once, with its buffers. */
  private void evict() {
    unsent.stream()
        .filter(Connection::isOpen)
        .sorted(Comparator.comparingLong(connection -> connection.progressed))
        .limit(Math.max(1, unsent.size() / EVICTED_PART))
        .toList()
        .forEach(connection -> {
          shard.meters().slow("evicted");
          connection.close(CloseCode.SLOW);
          connection.socket.abort();
        });
  }
}
