package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * Brings to one loop's connections what they missed, a slice each a turn and while they are
 * writable, until they are where the feed is; in that very turn they are live. Per lane and so per
 * channel the order is the topic's.
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
      if (gap != null && now - gap.aheadSince > patienceNanos) {
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
    int written;
    try (Slice slice = new Slice(connection)) {
      for (int lane = 0; lane < ring.lanes(); lane++) {
        if (bringPast(connection, gap, lane, slice)) {
          bringRecent(connection, gap, ring, lane, slice);
        }
      }
      written = slice.write();
    }
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
    if (gap.behind.stream().anyMatch(each -> each.isBefore(ring))) {
      ready(connection);
    } else if (gap.reading == 0 && ahead.add(connection)) {
      gap.aheadSince = shard.nanos();
    }
  }

  /** Goes through what was read again, oldest first; true if nothing is left of it. */
  private boolean bringPast(Connection connection, Gap gap, int lane, Slice slice) {
    while (true) {
      Subscription first = oldest(gap, lane);
      if (first == null) {
        return true;
      }
      if (!slice.hasRoom()) {
        return false;
      }
      int place = first.place(lane);
      Past past = requireNonNull(first.past(place));
      Frame frame = requireNonNull(past.peek());
      take(connection, frame, first, slice);
      past.pass();
      first.next[place] = frame.offset() + 1;
    }
  }

  private static @Nullable Subscription oldest(Gap gap, int lane) {
    Subscription oldest = null;
    long offset = Long.MAX_VALUE;
    for (Subscription subscription : gap.behind) {
      int place = subscription.place(lane);
      Past past = place < 0 ? null : subscription.past(place);
      if (past != null) {
        Frame frame = past.peek();
        if (frame == null) {
          subscription.next[place] = Math.max(subscription.next[place], past.to());
          subscription.forget(place);
        } else if (frame.offset() < offset) {
          oldest = subscription;
          offset = frame.offset();
        }
      }
    }
    return oldest;
  }

  private void bringRecent(Connection connection, Gap gap, Ring ring, int lane, Slice slice) {
    long from = Long.MAX_VALUE;
    for (Subscription subscription : gap.behind) {
      int place = subscription.place(lane);
      from = place < 0 ? from : Math.min(from, subscription.next[place]);
    }
    if (from >= ring.end(lane)) {
      return;
    }
    if (from < ring.floor(lane)) {
      readAgain(connection, gap, ring, lane);
      return;
    }
    int index = ring.find(lane, from);
    long upTo = from;
    while (index < ring.size(lane) && slice.hasRoom()) {
      Frame frame = ring.at(lane, index++);
      take(connection, frame, null, slice);
      upTo = frame.offset() + 1;
    }
    upTo = index == ring.size(lane) ? ring.end(lane) : upTo;
    for (Subscription subscription : gap.behind) {
      int place = subscription.place(lane);
      if (place >= 0) {
        subscription.next[place] = Math.max(subscription.next[place], upTo);
      }
    }
  }

  /** The ring has moved past a slow client: what it needs must come from Kafka. */
  private void readAgain(Connection connection, Gap gap, Ring ring, int lane) {
    Subscriptions subscriptions = shard.subscriptions();
    for (Subscription subscription : List.copyOf(gap.behind)) {
      int place = subscription.place(lane);
      if (place >= 0 && subscription.next[place] < ring.floor(lane)) {
        gap.reading++;
        subscriptions.read(
            subscription,
            place,
            subscription.next[place],
            0,
            past -> {
              gap.reading--;
              if (past == null && !subscription.hasEnded()) {
                connection.close(CloseCode.SLOW);
              } else if (past != null) {
                subscription.past(place, past);
              }
              ready(connection);
            });
      }
    }
  }

  /**
   * Brings the record to the client if it does not have it yet and nobody else brings it.
   *
   * @param owner for whom it was read again; null if it comes from the ring
   */
  private void take(Connection connection, Frame frame, @Nullable Subscription owner, Slice slice) {
    boolean write = false;
    boolean elsewhere = false;
    Subscription latest = null;
    for (Subscription each : connection.hearing(frame)) {
      int place = each.place(frame.lane());
      boolean every = !each.mode().latest();
      if (place < 0) {
        continue;
      }
      if (every && each.has(place, frame.offset())) {
        return;
      }
      boolean missing = each.phase() != Phase.LIVE && each.next[place] <= frame.offset();
      boolean takes = owner == null ? missing && each.phase() == Phase.BEHIND : each == owner;
      write |= takes && every;
      latest = takes && !every ? each : latest;
      elsewhere |= missing && every && !takes;
    }
    if (write) {
      slice.add(frame);
      if (connection.conflation != null) {
        connection.conflation.brought(frame);
      }
    } else if (latest != null && !elsewhere) {
      connection.addLatest(frame, latest.mode().pauseNanos());
    }
  }
}
