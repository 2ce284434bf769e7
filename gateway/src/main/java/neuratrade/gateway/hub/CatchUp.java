package neuratrade.gateway.hub;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.Family;

/**
 * Which of one loop's connections is brought next what it missed: a slice each a turn and while
 * they are writable, until they are where the feed is; in that very turn they are live.
 */
final class CatchUp {

  private final Shard shard;
  private final ArrayDeque<Connection> ready = new ArrayDeque<>();

  /** Those that wait for a feed that is not yet where they say they were. */
  private final Set<Connection> ahead = new HashSet<>();

  private final Runnable running = this::run;
  private boolean scheduled;

  CatchUp(Shard shard) {
    this.shard = shard;
  }

  /**
   * Begins to bring a subscription what it misses, once it is known where that begins. What is live
   * of its family falls back to be brought the rest with it.
   */
  void begin(Subscription subscription, Ring ring) {
    add(subscription);
    for (Subscription each : subscription.connection.subscriptions.values()) {
      if (each.phase() == Phase.LIVE && each.channel.family() == subscription.channel.family()) {
        each.fallBehind(ring);
        add(each);
      }
    }
  }

  /** Whether something of the family is still to be brought what it missed. */
  boolean isBehind(Connection connection, Family family) {
    return connection.gap != null && connection.gap.isBehind(family);
  }

  private void add(Subscription subscription) {
    Connection connection = subscription.connection;
    Gap gap = connection.gap;
    if (gap == null) {
      gap = new Gap();
      connection.gap = gap;
      connection.socket.watch(true);
    }
    gap.behind.add(subscription);
    ready(connection);
  }

  void remove(Subscription subscription) {
    Connection connection = subscription.connection;
    Gap gap = connection.gap;
    if (gap != null && gap.behind.remove(subscription)) {
      end(connection, gap);
      ready(connection);
    }
  }

  /** The connection has room, or something new to be brought. */
  void ready(Connection connection) {
    Gap gap = connection.gap;
    if (gap != null && !gap.queued) {
      gap.queued = true;
      gap.resting = false;
      ready.add(connection);
      if (!scheduled) {
        scheduled = true;
        shard.loop().execute(running);
      }
    }
  }

  /** The feed has something for one that has been brought all that could be. */
  void heard(Connection connection) {
    if (connection.gap != null && connection.gap.resting) {
      ready(connection);
    }
  }

  /** Gives up waiting for a feed that does not come to where clients say they were. */
  void tick(Ring ring, long now, long patienceNanos) {
    for (Connection connection : List.copyOf(ahead)) {
      Gap gap = connection.gap;
      if (gap != null && gap.aheadSince != null && now - gap.aheadSince > patienceNanos) {
        gap.behind.forEach(subscription -> {
          for (int place = 0; place < subscription.lanes.length; place++) {
            long end = ring.end(subscription.lanes[place]);
            subscription.next[place] = Math.min(subscription.next[place], end);
          }
        });
        ready(connection);
      }
    }
  }

  void forget(Connection connection) {
    connection.gap = null;
    ahead.remove(connection);
  }

  private void run() {
    scheduled = false;
    Ring ring = shard.feeding().ring();
    if (ring == null) {
      return;
    }
    int written = 0;
    shard.turn().begin();
    try {
      for (int count = ready.size(); count > 0; count--) {
        Connection connection = ready.remove();
        Gap gap = connection.gap;
        if (gap != null) {
          gap.queued = false;
          try {
            if (connection.isOpen() && connection.isRoomy()) {
              written += bring(connection, gap, ring);
            }
          } catch (RuntimeException | OutOfMemoryError e) {
            shard.fail(connection, e);
          }
        }
      }
    } finally {
      shard.turn().end();
    }
    shard.meters().sent(written);
  }

  private int bring(Connection connection, Gap gap, Ring ring) {
    Backfill backfill = new Backfill(shard, connection, gap, ring);
    int written = backfill.write();
    gap.atEnd(ring)
        .forEach(subscription -> {
          subscription.phase(Phase.LIVE);
          gap.behind.remove(subscription);
        });
    end(connection, gap);
    if (connection.gap != null) {
      rest(connection, gap, ring, backfill.isCutShort());
    }
    return written;
  }

  private void rest(Connection connection, Gap gap, Ring ring, boolean cutShort) {
    gap.look(ring, shard.nanos());
    if (gap.aheadSince != null) {
      ahead.add(connection);
    } else {
      ahead.remove(connection);
    }
    gap.resting = !cutShort;
    if (cutShort) {
      ready(connection);
    }
  }

  private void end(Connection connection, Gap gap) {
    if (gap.behind.isEmpty()) {
      connection.gap = null;
      connection.socket.watch(connection.conflation != null);
      ahead.remove(connection);
    }
  }
}
