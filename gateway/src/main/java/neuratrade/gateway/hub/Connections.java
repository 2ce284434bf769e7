package neuratrade.gateway.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.hub.Connection.Life;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Replies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One loop's connections, from the first to the last of each, and by when what is due of them. */
public final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int BUCKETS = 512;
  private static final Duration LONGEST_TOKEN = Duration.ofDays(3650);

  private final Shard shard;
  private final HubSettings settings;
  private final Wheel<Connection> wheel = new Wheel<>(Shard.TICK_NANOS, BUCKETS);
  private boolean draining;

  Connections(Shard shard) {
    this.shard = shard;
    this.settings = shard.settings();
  }

  /** A copy of all that have not ended. */
  List<Connection> all() {
    return wheel.entries();
  }

  /** Takes a new client in. */
  Connection open(Socket socket) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Connection connection = new Connection(shard, id, socket);
    long now = shard.nanos();
    long every = settings.pingEvery().toNanos();
    connection.deadlines.authenticated = now + settings.authenticateWithin().toNanos();
    // Spread, so that clients that come together are not asked together for ever.
    connection.deadlines.ping = now + every / 2 + ThreadLocalRandom.current().nextLong(every / 2);
    connection.deadlines.aged = now + age();
    schedule(connection);
    count();
    if (draining) {
      close(connection, CloseCode.DRAINED);
    }
    return connection;
  }

  /** The connection's age at most, a tenth more or less, so that not all reconnect at once. */
  private long age() {
    long age = settings.connectionAge().toNanos();
    return age + ThreadLocalRandom.current().nextLong(-age / 10, age / 10 + 1);
  }

  /** Once it is being closed, a connection has one deadline only. */
  private void schedule(Connection connection) {
    if (connection.isOpen()) {
      wheel.put(connection, connection.deadlines.next());
    }
  }

  private void count() {
    shard.tally().connections.lazySet(wheel.size());
  }

  /**
   * Gives a connection its first token, or a newer one; ends what the newer one does not cover. A
   * connection that is being closed has it too, until it is gone.
   */
  public List<Channel> authenticate(Connection connection, Holder holder) {
    connection.holder(holder);
    Duration left = Duration.between(Instant.now(shard.clock()), holder.expiresAt());
    left = left.compareTo(LONGEST_TOKEN) < 0 ? left : LONGEST_TOKEN;
    connection.deadlines.authenticated = Deadlines.NEVER;
    connection.deadlines.expired = shard.nanos() + left.plus(settings.tokenGrace()).toNanos();
    schedule(connection);
    List<Channel> lost = new ArrayList<>();
    for (Subscription each : List.copyOf(connection.subscriptions.values())) {
      if (!holder.mayHear(each.channel)) {
        shard.subscriptions().unsubscribe(connection, each.channel);
        lost.add(each.channel);
      }
    }
    return lost;
  }

  /** A client may stay without a token: it hears nothing but what is public. */
  public void welcomeWithoutToken(Connection connection) {
    connection.deadlines.authenticated = Deadlines.NEVER;
    schedule(connection);
  }

  public boolean isExpired(Holder holder) {
    return !Instant.now(shard.clock()).isBefore(holder.expiresAt());
  }

  /** Closes the connections of those whose token no longer holds. */
  void revoke(Predicate<Holder> revoked) {
    for (Connection connection : all()) {
      Holder holder = connection.holder();
      if (holder != null && revoked.test(holder)) {
        close(connection, CloseCode.EXPIRED);
      }
    }
  }

  /** Tells every client to come again elsewhere, and closes them one by one over the window. */
  void drain(Duration window) {
    draining = true;
    List<Connection> connections = all();
    long now = shard.nanos();
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      if (connection.isOpen()) {
        Duration wait = window.multipliedBy(i).dividedBy(connections.size());
        shard.guard(connection, () -> connection.send(Replies.shutdown(wait)));
        connection.deadlines.drained = now + wait.toNanos();
        schedule(connection);
      }
    }
  }

  void tick(long now) {
    wheel.advance(now, connection -> shard.guard(connection, () -> fire(connection, now)));
  }

  private void fire(Connection connection, long now) {
    Deadlines deadlines = connection.deadlines;
    long heard = deadlines.heard(now);
    if (!connection.isOpen()) {
      LOG.debug("connection {} did not answer a close", connection.id());
      connection.socket.abort();
    } else if (deadlines.drained <= now) {
      close(connection, CloseCode.DRAINED);
    } else if (deadlines.aged <= now) {
      close(connection, CloseCode.AGED);
    } else if (deadlines.authenticated <= heard) {
      close(connection, CloseCode.NOT_AUTHENTICATED);
    } else if (deadlines.expired <= heard) {
      close(connection, CloseCode.EXPIRED);
    } else if (deadlines.pong <= heard && connection.socket.queuedBytes() == 0) {
      close(connection, CloseCode.SILENT);
    } else {
      if (deadlines.ping <= now) {
        deadlines.ping = now + settings.pingEvery().toNanos();
        deadlines.pong = now + settings.pongWithin().toNanos();
        connection.ping();
      } else if (deadlines.pong <= now) {
        // The ping is behind what waits, here or in the kernel: that decides, by whether it leaves.
        // Or its answer is, behind what the gateway itself does not yet listen to.
        deadlines.pong = now + settings.pongWithin().toNanos();
      }
      schedule(connection);
    }
  }

  /** Says good-bye; the end of the TCP connection, or a bounded wait for it, does the rest. */
  void close(Connection connection, CloseCode code) {
    if (connection.isOpen()) {
      shard.meters().closed(code);
      leave(connection);
      try {
        connection.socket.close(code);
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.debug("connection {} gets no good-bye", connection.id(), e);
        connection.socket.abort();
      }
    }
  }

  /** The client said good-bye, and the socket answers it. */
  void left(Connection connection) {
    if (connection.isOpen()) {
      shard.meters().left();
      leave(connection);
    }
  }

  private void leave(Connection connection) {
    connection.state = Life.CLOSING;
    forget(connection);
    wheel.put(connection, shard.nanos() + settings.closeWithin().toNanos());
    shard.backpressure().leaving(connection);
  }

  /** The TCP connection has ended, whoever ended it. */
  void gone(Connection connection) {
    if (connection.isOpen()) {
      shard.meters().lost();
    }
    connection.state = Life.GONE;
    forget(connection);
    wheel.remove(connection);
    shard.backpressure().gone(connection);
    count();
  }

  private void forget(Connection connection) {
    shard.subscriptions().endAll(connection);
    shard.catchUp().forget(connection);
    shard.backpressure().forget(connection);
    shard.showing().forget(connection);
  }

  /** Ends the TCP connections that are left. */
  void abort() {
    all().forEach(connection -> connection.socket.abort());
  }
}
