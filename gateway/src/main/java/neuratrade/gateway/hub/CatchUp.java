package neuratrade.gateway.hub;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;

/**
 * Which of one loop's connections is brought next what it missed: a slice each a turn and while
 * they are writable, until they are where the feed is; in that very turn they are live.
 */
final class CatchUp {

  private final Shard shard;
  private final ArrayDeque<Connection> ready = new ArrayDeque<>();
  private final Set<Connection> ahead = new HashSet<>();
  private final Runnable running = this::run;
  private boolean scheduled;

  CatchUp(Shard shard) {
    this.shard = shard;
  }

  /** Begins to bring a subscription what it missed. */
  void add(Subscription subscription) {
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
    }
  }

  /** The connection has room, or something new to be brought. */
  void ready(Connection connection) {
    Gap gap = connection.gap;
    if (gap != null && !gap.queued && gap.reading == 0) {
      gap.queued = true;
      ready.add(connection);
      if (!scheduled) {
        scheduled = true;
        shard.loop().execute(running);
      }
    }
  }

  /** The feed has come further. */
  void fed() {
    if (!ahead.isEmpty()) {
      ahead.forEach(this::ready);
      ahead.clear();
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
        ahead.remove(connection);
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
    int written = new Backfill(shard, connection, gap, ring).write();
    for (Iterator<Subscription> each = gap.behind.iterator(); each.hasNext(); ) {
      Subscription subscription = each.next();
      if (subscription.isAtEnd(ring)) {
        subscription.phase(Phase.LIVE);
        each.remove();
      }
    }
    end(connection, gap);
    if (connection.gap != null) {
      goOn(connection, gap, ring);
    }
    return written;
  }

  private void end(Connection connection, Gap gap) {
    if (gap.behind.isEmpty()) {
      connection.gap = null;
      connection.socket.watch(connection.conflation != null);
      ahead.remove(connection);
    }
  }

  private void goOn(Connection connection, Gap gap, Ring ring) {
    if (gap.behind.stream().noneMatch(each -> each.isAhead(ring))) {
      gap.aheadSince = null;
    } else if (gap.aheadSince == null) {
      gap.aheadSince = shard.nanos();
    }
    if (gap.behind.stream().anyMatch(each -> each.isBefore(ring))) {
      ready(connection);
    } else if (gap.reading == 0) {
      ahead.add(connection);
    }
  }
}
