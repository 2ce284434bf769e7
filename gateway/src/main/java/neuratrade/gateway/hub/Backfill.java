package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * The next slice of what one client missed: first what was read again, then what the ring has. Per
 * lane and so per channel the order is the topic's.
 */
final class Backfill {

  private final Shard shard;
  private final Connection connection;
  private final Gap gap;
  private final Ring ring;

  Backfill(Shard shard, Connection connection, Gap gap, Ring ring) {
    this.shard = shard;
    this.connection = connection;
    this.gap = gap;
    this.ring = ring;
  }

  /** Writes the slice; how many records that is. */
  int write() {
    try (Slice slice = new Slice(connection)) {
      for (int lane = 0; lane < ring.lanes(); lane++) {
        if (bringPast(lane, slice)) {
          bringRecent(lane, slice);
        }
      }
      return slice.write();
    }
  }

  /** Goes through what was read again, oldest first; true if nothing is left of it. */
  private boolean bringPast(int lane, Slice slice) {
    while (true) {
      Subscription first = oldest(lane);
      if (first == null) {
        return true;
      }
      if (!slice.hasRoom()) {
        return false;
      }
      int place = first.place(lane);
      Past past = requireNonNull(first.past(place));
      Frame frame = requireNonNull(past.peek());
      take(frame, first, slice);
      past.pass();
      first.next[place] = frame.offset() + 1;
    }
  }

  private @Nullable Subscription oldest(int lane) {
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

  private void bringRecent(int lane, Slice slice) {
    long from = Long.MAX_VALUE;
    for (Subscription subscription : gap.behind) {
      int place = subscription.place(lane);
      from = place < 0 ? from : Math.min(from, subscription.next[place]);
    }
    if (from >= ring.end(lane)) {
      return;
    }
    if (from < ring.floor(lane)) {
      readAgain(lane);
      return;
    }
    Iterator<Frame> missed = ring.from(lane, from, channels(lane));
    long upTo = from;
    while (missed.hasNext() && slice.hasRoom()) {
      Frame frame = missed.next();
      take(frame, null, slice);
      upTo = frame.offset() + 1;
    }
    upTo = missed.hasNext() ? upTo : ring.end(lane);
    for (Subscription subscription : gap.behind) {
      int place = subscription.place(lane);
      if (place >= 0) {
        subscription.next[place] = Math.max(subscription.next[place], upTo);
      }
    }
  }

  /** What is to be brought of the lane; null if that is all. */
  private @Nullable Set<String> channels(int lane) {
    Set<String> channels = new HashSet<>();
    for (Subscription subscription : gap.behind) {
      if (subscription.place(lane) >= 0) {
        if (subscription.channel.isWholeFamily()) {
          return null;
        }
        channels.addAll(subscription.channel.heard());
      }
    }
    return channels;
  }

  /** The ring has moved past a slow client: what it needs must come from Kafka. */
  private void readAgain(int lane) {
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
              shard.catchUp().ready(connection);
            });
      }
    }
  }

  /**
   * Brings the record to the client if it does not have it yet and nobody else brings it.
   *
   * @param owner for whom it was read again; null if it comes from the ring
   */
  private void take(Frame frame, @Nullable Subscription owner, Slice slice) {
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
    } else if (latest != null && !elsewhere) {
      connection.addLatest(frame, latest.mode().pauseNanos());
    }
  }
}
