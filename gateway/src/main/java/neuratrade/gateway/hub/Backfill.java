package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/**
 * The next slice of what one client missed: first what was read again, then what the ring has. Per
 * lane and family, and so per channel, the order is the topic's.
 */
final class Backfill {

  private final Shard shard;
  private final Connection connection;
  private final Gap gap;
  private final Ring ring;
  private boolean cutShort;

  Backfill(Shard shard, Connection connection, Gap gap, Ring ring) {
    this.shard = shard;
    this.connection = connection;
    this.gap = gap;
    this.ring = ring;
  }

  /** Writes the slice; how many records that is. */
  int write() {
    try (Slice slice = new Slice(connection)) {
      for (Family family : Family.values()) {
        for (int lane = 0; lane < ring.lanes(); lane++) {
          List<Subscription> behind = gap.behind(family, lane);
          if (!behind.isEmpty() && !isReading(lane, behind)) {
            bring(lane, behind, slice);
          }
        }
      }
      cutShort = slice.isFull();
      return slice.write();
    }
  }

  /** Whether any of them has to wait for what is read again of the lane, or for its beginning. */
  private static boolean isReading(int lane, List<Subscription> behind) {
    return behind.stream()
        .anyMatch(each -> each.phase() == Phase.WAITING || each.isReading(each.place(lane)));
  }

  /** Whether there is more that can be brought now. */
  boolean isCutShort() {
    return cutShort;
  }

  /** Brings what is missed on the lane, oldest first; not more than is at hand for all. */
  private void bring(int lane, List<Subscription> behind, Slice slice) {
    while (true) {
      behind.forEach(each -> forgetPast(each, lane));
      long offset = behind.stream().mapToLong(each -> due(each, lane)).min().orElseThrow();
      List<Subscription> first = behind.stream().filter(each -> due(each, lane) == offset).toList();
      if (offset >= ring.end(lane)) {
        return;
      }
      if (offset >= ring.floor(lane)) {
        bringRecent(lane, offset, behind, slice);
        return;
      }
      if (first.stream().anyMatch(each -> past(each, lane) == null)) {
        readAgain(lane, behind);
        return;
      }
      if (!slice.hasRoom()) {
        return;
      }
      take(requireNonNull(head(first.getFirst(), lane)), slice);
      if (!connection.isOpen()) {
        return;
      }
      for (Subscription subscription : first) {
        requireNonNull(past(subscription, lane)).pass();
        subscription.next[subscription.place(lane)] = offset + 1;
      }
    }
  }

  /** Gives up what was read again where it is no longer needed: at its end, or in the ring. */
  private void forgetPast(Subscription subscription, int lane) {
    Past past = past(subscription, lane);
    Frame head = head(subscription, lane);
    if (past != null && (head == null || head.offset() >= ring.floor(lane))) {
      int place = subscription.place(lane);
      long next = head == null ? past.to() : head.offset();
      subscription.next[place] = Math.max(subscription.next[place], next);
      subscription.forget(place);
    }
  }

  /** Where the next record may be that the subscription is brought. */
  private static long due(Subscription subscription, int lane) {
    Frame head = head(subscription, lane);
    return head == null ? subscription.next[subscription.place(lane)] : head.offset();
  }

  private static @Nullable Frame head(Subscription subscription, int lane) {
    Past past = past(subscription, lane);
    return past == null ? null : past.peek();
  }

  private static @Nullable Past past(Subscription subscription, int lane) {
    return subscription.past(subscription.place(lane));
  }

  private void bringRecent(int lane, long from, List<Subscription> behind, Slice slice) {
    String everything = behind.getFirst().channel.family().everything();
    Iterator<Frame> missed = ring.from(lane, from, channels(behind));
    long upTo = from;
    while (missed.hasNext() && slice.hasRoom()) {
      Frame frame = missed.next();
      if (everything.equals(frame.everything())) {
        take(frame, slice);
      }
      upTo = frame.offset() + 1;
    }
    upTo = missed.hasNext() ? upTo : ring.end(lane);
    for (Subscription subscription : behind) {
      int place = subscription.place(lane);
      subscription.next[place] = Math.max(subscription.next[place], upTo);
    }
  }

  /** What is to be brought; null if that is all of a family. */
  private static @Nullable Set<String> channels(List<Subscription> behind) {
    Set<String> channels = new HashSet<>();
    for (Subscription subscription : behind) {
      if (subscription.channel.isWholeFamily()) {
        return null;
      }
      channels.addAll(subscription.channel.heard());
    }
    return channels;
  }

  /** The ring has moved past a slow client: what it needs must come from Kafka. */
  private void readAgain(int lane, List<Subscription> behind) {
    for (Subscription subscription : behind) {
      int place = subscription.place(lane);
      if (subscription.next[place] < ring.floor(lane) && subscription.past(place) == null) {
        shard
            .subscriptions()
            .read(
                subscription,
                place,
                subscription.next[place],
                0,
                from -> {},
                () -> refused(subscription));
      }
    }
  }

  private void refused(Subscription subscription) {
    if (!subscription.hasEnded()) {
      connection.close(CloseCode.SLOW);
    }
  }

  /** Brings the record to the client, once for all that miss it. */
  private void take(Frame frame, Slice slice) {
    Subscription latest = null;
    for (Subscription each : hearing(frame)) {
      if (each.isBefore(frame)) {
        if (!each.mode().latest()) {
          slice.add(frame);
          return;
        }
        latest = each;
      }
    }
    if (latest != null) {
      connection.addLatest(frame, latest.mode().pauseNanos());
    }
  }

  /** The subscriptions that hear the record. */
  private List<Subscription> hearing(Frame frame) {
    if (frame.isBroadcast()) {
      return connection.subscriptions.values().stream()
          .filter(each -> each.hearsBroadcast || each.channel.text().equals(frame.everything()))
          .toList();
    }
    Subscription own = connection.subscriptions.get(frame.channel());
    String everything = frame.everything();
    Subscription family = everything == null ? null : connection.subscriptions.get(everything);
    if (own == null) {
      return family == null ? List.of() : List.of(family);
    }
    return family == null ? List.of(own) : List.of(own, family);
  }
}
