package neuratrade.gateway.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;

/**
 * One subscribe request until it is answered, which is when it is known for all its lanes whether
 * what is wanted can be brought; what must be read again is read after that. What a client missed
 * comes from the cheapest place that has it: nothing at all if the channel was silent, the ring,
 * else Kafka once more.
 */
public final class Resume {

  /** The place from which a subscription that looks back begins. */
  enum Tier {
    NOTHING,
    RING,
    KAFKA,
    LOST
  }

  /**
   * @param wanted what the client said of the channel
   */
  public record Asked(Channel channel, Wanted wanted) {}

  /**
   * @param cursors the place before the first record that it may hear, lane by lane
   * @param recovered whether it hears all that was asked for
   */
  public record Begun(Channel channel, List<String> cursors, boolean recovered) {}

  private static final class Entry {
    private final Subscription subscription;
    private final Wanted wanted;
    private final boolean begins;
    private Tier tier = Tier.NOTHING;

    Entry(Subscription subscription, Wanted wanted, boolean begins) {
      this.subscription = subscription;
      this.wanted = wanted;
      this.begins = begins;
    }

    void from(Tier deeper) {
      tier = deeper.compareTo(tier) > 0 ? deeper : tier;
    }
  }

  private final Shard shard;
  private final Subscriptions subscriptions;
  private final Ring ring;
  private final Positions applied;
  private final Connection connection;
  private final Consumer<List<Begun>> then;
  private final List<Entry> entries = new ArrayList<>();

  /** How many lanes there are of which it is not known whether what is wanted can be read. */
  private int unplaced;

  /**
   * @param then is told what has begun, before any of it is brought
   */
  Resume(
      Shard shard,
      Ring ring,
      Positions applied,
      Connection connection,
      Consumer<List<Begun>> then) {
    this.shard = shard;
    this.subscriptions = shard.subscriptions();
    this.ring = ring;
    this.applied = applied;
    this.connection = connection;
    this.then = then;
  }

  void start(List<Asked> asked) {
    asked.forEach(this::begin);
    if (unplaced == 0) {
      finish();
    } else {
      holdBack();
    }
  }

  /** What comes meanwhile counts for what waits too: it must come after what that missed. */
  private void holdBack() {
    for (Entry entry : entries) {
      if (entry.begins && !entry.subscription.hasEnded()) {
        shard.catchUp().begin(entry.subscription, ring);
      }
    }
  }

  private void begin(Asked asked) {
    Channel channel = asked.channel();
    Wanted wanted = asked.wanted();
    Subscription known = connection.subscriptions.get(channel.text());
    if (known != null && !wanted.looksBack() && known.phase() != Phase.WAITING) {
      known.mode(wanted.mode());
      entries.add(new Entry(known, wanted, false));
      return;
    }
    subscriptions.unsubscribe(connection, channel);
    Subscription subscription =
        new Subscription(connection, channel, applied.lanes(channel), wanted.mode());
    subscriptions.add(subscription);
    Entry entry = new Entry(subscription, wanted, true);
    entries.add(entry);
    for (int place = 0; place < subscription.lanes.length; place++) {
      begin(entry, place);
    }
  }

  private void begin(Entry entry, int place) {
    Subscription subscription = entry.subscription;
    int lane = subscription.lanes[place];
    long end = ring.end(lane);
    if (entry.wanted.since() != null) {
      long since = Instant.now(shard.clock()).minus(entry.wanted.since()).toEpochMilli();
      long from = ring.since(lane, since);
      if (from < 0) {
        read(entry, place, -1, since);
      } else {
        begin(entry, place, from, from == end ? Tier.NOTHING : Tier.RING);
      }
      return;
    }
    if (!entry.wanted.looksBack()) {
      begin(entry, place, end, Tier.NOTHING);
      return;
    }
    Cursor cursor = entry.wanted.cursor(lane);
    if (cursor == null || !cursor.incarnation().equals(applied.incarnation())) {
      begin(entry, place, end, Tier.LOST);
    } else if (cursor.offset() < end && isSilent(subscription.channel, lane, cursor.offset() + 1)) {
      begin(entry, place, end, Tier.NOTHING);
    } else if (cursor.offset() + 1 >= ring.floor(lane)) {
      begin(entry, place, cursor.offset() + 1, Tier.RING);
    } else {
      read(entry, place, cursor.offset() + 1, 0);
    }
  }

  private boolean isSilent(Channel channel, int lane, long from) {
    return !channel.isWholeFamily()
        && channel.heard().stream()
            .filter(heard -> applied.lane(heard) == lane)
            .allMatch(heard -> shard.lastOffsets().isSilent(heard, lane, from));
  }

  private static void begin(Entry entry, int place, long from, Tier tier) {
    entry.subscription.next[place] = from;
    entry.from(tier);
  }

  private void read(Entry entry, int place, long from, long sinceMillis) {
    Subscription subscription = entry.subscription;
    int lane = subscription.lanes[place];
    long asked = ring.end(lane);
    subscription.next[place] = Math.max(from, 0);
    unplaced++;
    subscriptions.read(
        subscription,
        place,
        from,
        sinceMillis,
        begun -> placed(entry, place, begun, Tier.KAFKA),
        // What came since was held back.
        () -> placed(entry, place, Math.max(asked, ring.floor(lane)), Tier.LOST));
  }

  private void placed(Entry entry, int place, long from, Tier tier) {
    begin(entry, place, from, tier);
    unplaced--;
    if (unplaced == 0) {
      finish();
    }
  }

  private void finish() {
    if (!connection.isOpen()) {
      return;
    }
    entries.removeIf(entry -> entry.subscription.hasEnded());
    List<Begun> begun = new ArrayList<>();
    for (Entry entry : entries) {
      begun.add(
          new Begun(
              entry.subscription.channel,
              subscriptions.cursors(entry.subscription),
              entry.tier != Tier.LOST));
      if (entry.wanted.looksBack()) {
        shard.meters().resumed(entry.tier, entry.tier != Tier.LOST);
      }
    }
    then.accept(begun);
    for (Entry entry : entries) {
      if (entry.begins && connection.isOpen()) {
        subscriptions.begin(entry.subscription);
      }
    }
  }
}
