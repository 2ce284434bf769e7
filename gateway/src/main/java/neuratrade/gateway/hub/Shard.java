package neuratrade.gateway.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.hub.Connection.Life;
import neuratrade.gateway.hub.Subscription.Phase;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.protocol.Replies;
import neuratrade.gateway.protocol.Replies.Listed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's part of the gateway: its connections, who of them hears what, and their
 * deadlines. All of it is touched on that loop only, so nothing is locked.
 */
public final class Shard {

  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  private static final long TICK = Duration.ofMillis(100).toNanos();
  private static final int BUCKETS = 512;
  private static final long MOST_RUN_BYTES = 32 * 1024;
  private static final int EVICTED_PART = 8;
  private static final Duration LONGEST_TOKEN = Duration.ofDays(3650);

  private final EventLoop loop;
  private final HubSettings settings;
  private final Rate requests;
  private final Memory memory;
  private final HubMeters meters;
  private final Clock clock;
  private final long origin = System.nanoTime();
  private final Index index = new Index();
  private final Wheel<Connection> wheel = new Wheel<>(TICK, BUCKETS);
  private final Set<Connection> unsent = new HashSet<>();
  private final Set<Connection> conflating = new HashSet<>();
  private final Turn turn;
  private final FanOut fanOut;
  private final CatchUp catchUp = new CatchUp(this);
  private final Showing showing;
  private final Tally tally = new Tally();
  private final ScheduledFuture<?> ticking;
  private @Nullable Ring ring;
  private @Nullable Positions applied;
  private boolean draining;

  /** Whether a failure was logged since the last tick: in want of memory there are thousands. */
  private boolean failing;

  private volatile long ticked;

  Shard(EventLoop loop, HubSettings settings, Memory memory, HubMeters meters, Clock clock) {
    this.loop = loop;
    this.settings = settings;
    this.requests = new Rate(settings.requests());
    this.memory = memory;
    this.meters = meters;
    this.clock = clock;
    this.turn = new Turn(loop, this);
    this.fanOut =
        new FanOut(
            this, index, turn, Math.min(MOST_RUN_BYTES, settings.queueBytes() / 8), meters, clock);
    this.showing = new Showing(this, memory.snapshots());
    this.ticking = loop.scheduleAtFixedRate(this::tick, TICK, TICK, TimeUnit.NANOSECONDS);
  }

  public EventLoop loop() {
    return loop;
  }

  public HubSettings settings() {
    return settings;
  }

  /** How far the feed had come with the last batch that this loop has behind it; null: nowhere. */
  public @Nullable Positions applied() {
    return applied;
  }

  /** The newest records; null before the feed has begun. */
  @Nullable Ring ring() {
    return ring;
  }

  Turn turn() {
    return turn;
  }

  HubMeters meters() {
    return meters;
  }

  Clock clock() {
    return clock;
  }

  LastOffsets lastOffsets() {
    return memory.lastOffsets();
  }

  public Showing showing() {
    return showing;
  }

  Rate requests() {
    return requests;
  }

  /** Nanoseconds since the shard's beginning. */
  long nanos() {
    return System.nanoTime() - origin;
  }

  Tally tally() {
    return tally;
  }

  /** Time since the loop last came round to its deadlines. Any thread may ask. */
  Duration stalled() {
    return Duration.ofNanos(nanos() - ticked);
  }

  /** Takes a new client in. */
  public Connection open(Socket socket) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Connection connection = new Connection(this, id, socket);
    long now = nanos();
    long every = settings.pingEvery().toNanos();
    connection.deadlines.authenticated = now + settings.authenticateWithin().toNanos();
    // Spread, so that clients that come together are not asked together for ever.
    connection.deadlines.ping = now + every / 2 + ThreadLocalRandom.current().nextLong(every / 2);
    connection.deadlines.aged = now + age();
    wheel.put(connection, connection.deadlines.next());
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

  /** Gives a connection its first token, or a newer one; ends what the newer one does not cover. */
  public List<Channel> authenticate(Connection connection, Holder holder) {
    connection.holder(holder);
    Duration left = Duration.between(Instant.now(clock), holder.expiresAt());
    left = left.compareTo(LONGEST_TOKEN) < 0 ? left : LONGEST_TOKEN;
    connection.deadlines.authenticated = Deadlines.NEVER;
    connection.deadlines.expired = nanos() + left.plus(settings.tokenGrace()).toNanos();
    wheel.put(connection, connection.deadlines.next());
    List<Channel> lost = new ArrayList<>();
    for (Subscription each : List.copyOf(connection.subscriptions.values())) {
      if (!holder.mayHear(each.channel)) {
        unsubscribe(connection, each.channel);
        lost.add(each.channel);
      }
    }
    return lost;
  }

  /** A client may stay without a token: it hears nothing but what is public. */
  public void welcomeWithoutToken(Connection connection) {
    connection.deadlines.authenticated = Deadlines.NEVER;
    wheel.put(connection, connection.deadlines.next());
  }

  void tell(Family family, byte[] json) {
    for (Connection connection : wheel.entries()) {
      if (connection.hears(family)) {
        guard(connection, () -> connection.send(json));
      }
    }
  }

  /** Closes the connections of those whose token no longer holds. */
  void revoke(Predicate<Holder> revoked) {
    for (Connection connection : wheel.entries()) {
      Holder holder = connection.holder();
      if (holder != null && revoked.test(holder)) {
        close(connection, CloseCode.EXPIRED);
      }
    }
  }

  public boolean isExpired(Holder holder) {
    return !Instant.now(clock).isBefore(holder.expiresAt());
  }

  /**
   * Subscribes to all that was asked for, and tells {@code then} what has begun before any of it is
   * brought: at once, or after what the client missed was read again.
   *
   * @return whether the feed has begun; else nothing happens
   */
  public boolean subscribe(
      Connection connection, List<Resume.Asked> asked, Consumer<List<Resume.Begun>> then) {
    if (ring == null || applied == null) {
      return false;
    }
    new Resume(this, ring, applied, connection, then).start(asked);
    return true;
  }

  public void unsubscribe(Connection connection, Channel channel) {
    Subscription subscription = connection.subscriptions.remove(channel.text());
    if (subscription != null) {
      end(subscription);
      count();
    }
  }

  private void end(Subscription subscription) {
    if (subscription.phase() == Phase.WAITING) {
      subscription.connection.waiting--;
    }
    index.remove(subscription);
    subscription.end();
    catchUp.remove(subscription);
  }

  void add(Subscription subscription) {
    subscription.connection.subscriptions.put(subscription.channel.text(), subscription);
    subscription.connection.waiting++;
    index.add(subscription);
    count();
  }

  /** Has a subscription brought what it missed, or live if that is nothing. */
  void begin(Subscription subscription) {
    subscription.connection.waiting--;
    if (ring != null && subscription.isAtEnd(ring)) {
      subscription.phase(Phase.LIVE);
    } else {
      subscription.phase(Phase.BEHIND);
      catchUp.add(subscription);
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
    List<String> cursors = new ArrayList<>(subscription.lanes.length);
    for (int place = 0;
        ring != null && applied != null && place < subscription.lanes.length;
        place++) {
      int lane = subscription.lanes[place];
      long next = subscription.phase() == Phase.LIVE ? ring.end(lane) : subscription.next[place];
      cursors.add(applied.before(lane, next).text());
    }
    return cursors;
  }

  /** Reads a lane again for a subscription, which gets null if that cannot be or it has ended. */
  void read(
      Subscription subscription,
      int place,
      long from,
      long sinceMillis,
      Consumer<@Nullable Past> then) {
    int lane = subscription.lanes[place];
    if (ring == null || applied == null) {
      throw new IllegalStateException("nothing to read again before the feed has begun");
    }
    Set<String> channels =
        subscription.channel.heard().stream()
            .filter(heard -> subscription.channel.isWholeFamily() || applied.lane(heard) == lane)
            .collect(Collectors.toSet());
    memory
        .history()
        .read(
            new History.Wanted(
                applied.incarnation(), lane, from, sinceMillis, ring.end(lane), channels),
            past -> {
              try {
                loop.execute(() -> {
                  if (past != null && subscription.hasEnded()) {
                    past.close();
                  }
                  then.accept(subscription.hasEnded() ? null : past);
                });
              } catch (RejectedExecutionException e) {
                if (past != null) {
                  past.close();
                }
              }
            });
  }

  /** The feed begins, or goes on, at these places; what lies between was lost. */
  void begin(Positions from, long completeSinceMillis) {
    if (ring == null || !ring.isAlong(from)) {
      boolean another = ring != null;
      ring = ringFrom(from, completeSinceMillis);
      applied = null;
      if (another) {
        wheel.entries().stream()
            .filter(connection -> connection.subscriptions() > 0)
            .forEach(connection -> close(connection, CloseCode.ANOTHER_TOPIC));
      }
    } else {
      for (int lane = 0; lane < ring.lanes(); lane++) {
        ring.jump(lane, from.next(lane), clock.millis());
      }
    }
  }

  private Ring ringFrom(Positions from, long completeSinceMillis) {
    return new Ring(from, completeSinceMillis, settings.ringBytes(), settings.ringAge().toMillis());
  }

  /** Takes records from before the gateway was ready, which nobody waits for. */
  void remember(List<Frame> frames, Positions after) {
    if (ring != null) {
      frames.forEach(ring::add);
      ring.advance(after);
    }
  }

  /** Brings a poll's records to those that hear them, and the loop to where the feed is. */
  void deliver(List<Frame> frames, Positions after) {
    if (ring == null) {
      throw new IllegalStateException("records before the feed has begun");
    }
    try {
      fanOut.deliver(frames, ring);
    } catch (RuntimeException | OutOfMemoryError e) {
      // Nobody knows what was brought to whom: all come back, and are brought the rest from Kafka.
      failAll(e);
      ring = ringFrom(after, clock.millis());
    }
    ring.advance(after);
    applied = after;
    catchUp.fed();
  }

  /** Brings changed states to those that hear their channels. */
  void show(List<State> changed) {
    try {
      fanOut.show(changed);
    } catch (RuntimeException | OutOfMemoryError e) {
      failAll(e);
    }
  }

  private void failAll(Throwable cause) {
    wheel.entries().stream()
        .filter(connection -> connection.subscriptions() > 0)
        .forEach(connection -> fail(connection, cause));
  }

  /** More waits for a live client than it may: from now on it is brought what it misses. */
  void fallBehind(Connection connection) {
    if (ring == null) {
      return;
    }
    boolean fell = false;
    for (Subscription each : List.copyOf(connection.subscriptions.values())) {
      if (connection.isOpen() && each.phase() == Phase.LIVE && !each.mode().latest()) {
        each.fallBehind(ring);
        catchUp.add(each);
        connection.send(Replies.lag(each.channel.text(), 0));
        fell = true;
      }
    }
    if (fell) {
      meters.slow("behind");
    }
  }

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

  /** The socket has room again. */
  void writable(Connection connection) {
    if (connection.isOpen()) {
      guard(
          connection,
          () -> {
            boolean unused = drain(connection);
            catchUp.ready(connection);
          });
    }
  }

  /** Writes what waited for room; true if nothing does any more. */
  private boolean drain(Connection connection) {
    Conflation conflation = connection.conflation;
    if (conflation != null && conflation.drain(nanos())) {
      connection.conflation = null;
      conflating.remove(connection);
      connection.socket.watch(connection.gap != null);
    }
    return connection.conflation == null;
  }

  /** Notes that bytes are left after a flush. */
  void unsent(Connection connection) {
    if (unsent.add(connection)) {
      connection.left = connection.written - connection.socket.queuedBytes();
      connection.progressed = nanos();
    }
  }

  /**
   * Something cannot be brought to a client, for want of memory say: it comes back with the cursors
   * that it has, and so misses nothing.
   */
  void fail(Connection connection, Throwable cause) {
    if (!failing) {
      failing = true;
      LOG.error("connection {} is closed, what is due cannot be sent", connection.id(), cause);
    }
    close(connection, CloseCode.FAILED);
  }

  /** Does what concerns one client only; if that fails, nobody else hears of it. */
  void guard(Connection connection, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(connection, e);
    }
  }

  /** Says good-bye; the end of the TCP connection, or a bounded wait for it, does the rest. */
  void close(Connection connection, CloseCode code) {
    if (connection.isOpen()) {
      meters.closed(code);
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
      meters.left();
      leave(connection);
    }
  }

  private void leave(Connection connection) {
    connection.state = Life.CLOSING;
    forget(connection);
    wheel.put(connection, nanos() + settings.closeWithin().toNanos());
    unsent.add(connection);
    count();
  }

  /** The TCP connection has ended, whoever ended it. */
  void gone(Connection connection) {
    if (connection.isOpen()) {
      meters.lost();
    }
    connection.state = Life.GONE;
    forget(connection);
    wheel.remove(connection);
    unsent.remove(connection);
    count();
  }

  private void forget(Connection connection) {
    connection.subscriptions.values().forEach(this::end);
    connection.subscriptions.clear();
    connection.gap = null;
    connection.conflation = null;
    conflating.remove(connection);
    catchUp.forget(connection);
    showing.forget(connection);
  }

  /** Tells every client to come again elsewhere, and closes them one by one over the window. */
  void drain(Duration window) {
    draining = true;
    List<Connection> connections = wheel.entries();
    long now = nanos();
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      if (connection.isOpen()) {
        Duration wait = window.multipliedBy(i).dividedBy(connections.size());
        guard(connection, () -> connection.send(Replies.shutdown(wait)));
        connection.deadlines.drained = now + wait.toNanos();
        wheel.put(connection, connection.deadlines.next());
      }
    }
  }

  /** Ends what is left, and the shard. */
  void end() {
    var unused = ticking.cancel(false);
    wheel.entries().forEach(connection -> connection.socket.abort());
  }

  private void tick() {
    long now = nanos();
    ticked = now;
    failing = false;
    wheel.advance(now, connection -> guard(connection, () -> fire(connection, now)));
    for (Connection connection : List.copyOf(conflating)) {
      guard(
          connection,
          () -> {
            boolean unused = drain(connection);
          });
    }
    if (ring != null) {
      ring.expire(clock.millis());
      catchUp.tick(ring, now, settings.slowWithin().toNanos());
      tally.ringBytes.lazySet(ring.bytes());
    }
    tally.queuedBytes.lazySet(look(now));
    if (!unsent.isEmpty() && memory.budget().isExceeded()) {
      evict();
    }
  }

  /** Has too much waiting for all clients together: the oldest goes at once, with its buffers. */
  private void evict() {
    unsent.stream()
        .filter(Connection::isOpen)
        .sorted(Comparator.comparingLong(connection -> connection.progressed))
        .limit(Math.max(1, unsent.size() / EVICTED_PART))
        .toList()
        .forEach(connection -> {
          meters.slow("evicted");
          close(connection, CloseCode.SLOW);
          connection.socket.abort();
        });
  }

  /** Adds up what waits to be sent, and closes on clients of which nothing leaves. */
  private long look(long now) {
    long queued = 0;
    for (Connection connection : List.copyOf(unsent)) {
      long bytes = connection.socket.queuedBytes();
      queued += bytes;
      if (bytes == 0) {
        unsent.remove(connection);
      } else if (connection.written - bytes > connection.left) {
        connection.left = connection.written - bytes;
        connection.progressed = now;
      } else if (now - connection.progressed > settings.slowWithin().toNanos()) {
        close(connection, CloseCode.SLOW);
      }
    }
    return queued;
  }

  private void fire(Connection connection, long now) {
    Deadlines deadlines = connection.deadlines;
    if (!connection.isOpen()) {
      LOG.debug("connection {} did not answer a close", connection.id());
      connection.socket.abort();
    } else if (deadlines.drained <= now) {
      close(connection, CloseCode.DRAINED);
    } else if (deadlines.aged <= now) {
      close(connection, CloseCode.AGED);
    } else if (deadlines.authenticated <= now) {
      close(connection, CloseCode.NOT_AUTHENTICATED);
    } else if (deadlines.expired <= now) {
      close(connection, CloseCode.EXPIRED);
    } else if (deadlines.pong <= now && connection.socket.queuedBytes() == 0) {
      close(connection, CloseCode.SILENT);
    } else {
      if (deadlines.ping <= now) {
        deadlines.ping = now + settings.pingEvery().toNanos();
        deadlines.pong = now + settings.pongWithin().toNanos();
        connection.ping();
      } else if (deadlines.pong <= now) {
        // The ping is behind what waits, here or in the kernel: that decides, by whether it leaves.
        deadlines.pong = now + settings.pongWithin().toNanos();
      }
      if (connection.isOpen()) {
        wheel.put(connection, deadlines.next());
      }
    }
  }

  private void count() {
    tally.connections.lazySet(wheel.size());
    tally.subscriptions.lazySet(index.subscriptions());
    tally.indexEntries.lazySet(index.size());
  }
}
