package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Replies.Listed;

/** What one loop's clients asked to hear, from the request on until they no longer want it. */
public final class Subscriptions {

  private final Shard shard;
  private final Index index;
  private final History history;

  Subscriptions(Shard shard, Index index, History history) {
    this.shard = shard;
    this.index = index;
    this.history = history;
  }

  /**
   * Subscribes to all that was asked for, and tells {@code then} what has begun before any of it is
   * brought: at once, or when it is known whether what the client missed can be read again.
   *
   * @return whether the feed has begun; else nothing happens
   */
  public boolean subscribe(
      Connection connection, List<Resume.Asked> asked, Consumer<List<Resume.Begun>> then) {
    Ring ring = shard.feeding().ring();
    Positions applied = shard.feeding().applied();
    if (ring == null || applied == null) {
      return false;
    }
    new Resume(shard, ring, applied, connection, then).start(asked);
    return true;
  }

  /** The client no longer wants the channel, if it did. */
  public void unsubscribe(Connection connection, Channel channel) {
    Subscription ended = connection.subscriptions.remove(channel.text());
    if (ended != null) {
      end(ended);
      count();
    }
  }

  /** The client has left: it hears nothing any more. */
  void endAll(Connection connection) {
    connection.subscriptions.values().forEach(this::end);
    connection.subscriptions.clear();
    count();
  }

  private void end(Subscription subscription) {
    subscription.connection.unshown.remove(subscription.channel);
    index.remove(subscription);
    subscription.end();
    shard.catchUp().remove(subscription);
  }

  void add(Subscription subscription) {
    subscription.connection.subscriptions.put(subscription.channel.text(), subscription);
    index.add(subscription);
    count();
  }

  /** Has a subscription brought what it missed, or live if that is nothing. */
  void begin(Subscription subscription) {
    Ring ring = shard.feeding().ring();
    Connection connection = subscription.connection;
    if (ring == null) {
      return;
    }
    if (subscription.isAtEnd(ring)
        && !shard.catchUp().isBehind(connection, subscription.channel.family())) {
      subscription.phase(Phase.LIVE);
    } else {
      subscription.phase(Phase.BEHIND);
      shard.catchUp().begin(subscription, ring);
    }
  }

  /** What the client is subscribed to, and where it is. */
  public List<Listed> list(Connection connection) {
    return connection.subscriptions.values().stream()
        .map(each -> new Listed(each.channel.text(), each.mode().text(), cursors(each)))
        .toList();
  }

  /** For every lane of the subscription the place after which its client would resume now. */
  List<String> cursors(Subscription subscription) {
    Ring ring = shard.feeding().ring();
    Positions applied = shard.feeding().applied();
    if (ring == null || applied == null) {
      return List.of();
    }
    List<String> cursors = new ArrayList<>(subscription.lanes.length);
    for (int place = 0; place < subscription.lanes.length; place++) {
      int lane = subscription.lanes[place];
      long next = subscription.phase() == Phase.LIVE ? ring.end(lane) : subscription.next[place];
      Conflation conflation = subscription.connection.conflation;
      if (conflation != null && subscription.mode().latest()) {
        next = Math.min(next, conflation.lowest(subscription.channel.family(), lane));
      }
      cursors.add(applied.before(lane, next).text());
    }
    return cursors;
  }

  /**
   * Reads a lane again for a subscription, and has it brought what was read. One that began and
   * then cannot be read closes the connection: it comes back with the cursors that it has.
   *
   * @param begun is told where it begins, once it is known to be in bounds
   * @param refused is run instead if it is not
   */
  void read(
      Subscription subscription,
      int place,
      long from,
      long sinceMillis,
      LongConsumer begun,
      Runnable refused) {
    int lane = subscription.lanes[place];
    Ring ring = shard.feeding().ring();
    Positions applied = shard.feeding().applied();
    if (ring == null || applied == null) {
      throw new IllegalStateException("nothing to read again before the feed has begun");
    }
    Set<String> channels =
        subscription.channel.heard().stream()
            .filter(heard -> subscription.channel.isWholeFamily() || applied.lane(heard) == lane)
            .collect(Collectors.toSet());
    subscription.reading(place, true);
    history.read(
        new History.Wanted(
            applied.incarnation(), lane, from, sinceMillis, ring.end(lane), channels),
        new Reading(shard, subscription, place, begun, refused));
  }

  private void count() {
    shard.tally().subscriptions.lazySet(index.subscriptions());
    shard.tally().indexEntries.lazySet(index.size());
  }
}
