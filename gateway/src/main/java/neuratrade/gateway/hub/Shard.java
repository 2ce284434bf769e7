package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.hub.Connection.Life;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Framing;
import neuratrade.gateway.protocol.Replies;
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
  private static final Duration LONGEST_TOKEN = Duration.ofDays(3650);

  private final EventLoop loop;
  private final HubSettings settings;
  private final Snapshots snapshots;
  private final HubMeters meters;
  private final Clock clock;
  private final long origin = System.nanoTime();
  private final Index index = new Index();
  private final Wheel<Connection> wheel = new Wheel<>(TICK, BUCKETS);
  private final List<Connection> due = new ArrayList<>();
  private final Set<Connection> behind = new HashSet<>();
  private final Set<Connection> unshown = new HashSet<>();
  private final Runnable flushing = this::flush;
  private final Tally tally = new Tally();
  private final ScheduledFuture<?> ticking;
  private @Nullable Positions applied;
  private boolean turnEnds;
  private boolean draining;
  private long mark;
  private volatile long ticked;

  Shard(EventLoop loop, HubSettings settings, Snapshots snapshots, HubMeters meters, Clock clock) {
    this.loop = loop;
    this.settings = settings;
    this.snapshots = snapshots;
    this.meters = meters;
    this.clock = clock;
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
    wheel.put(connection, connection.deadlines.next());
    count();
    if (draining) {
      close(connection, CloseCode.DRAINED);
    }
    return connection;
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
    for (Channel channel : index.subscriptions(connection)) {
      if (!holder.mayHear(channel)) {
        unsubscribe(connection, channel);
        lost.add(channel);
      }
    }
    return lost;
  }

  public boolean isExpired(Holder holder) {
    return !Instant.now(clock).isBefore(holder.expiresAt());
  }

  public void subscribe(Connection connection, Channel channel) {
    if (connection.isOpen() && index.subscribe(connection, channel)) {
      count();
    }
  }

  public void unsubscribe(Connection connection, Channel channel) {
    if (index.unsubscribe(connection, channel)) {
      count();
    }
  }

  /** Brings a poll's records to those that hear them, and the loop to where the feed is. */
  void deliver(List<Frame> frames, Positions after) {
    long sent = 0;
    List<Frame> heard = new ArrayList<>(0);
    turnEnds = true;
    for (Frame frame : frames) {
      Audience own = index.of(frame.channel());
      String everything = frame.everything();
      Audience family = everything == null ? null : index.of(everything);
      if (own != null || family != null) {
        mark++;
        sent += fanOut(frame, own) + fanOut(frame, family);
        heard.add(frame);
      }
    }
    applied = after;
    flush();
    if (!heard.isEmpty()) {
      meters.sent(sent);
      long now = clock.millis();
      heard.forEach(frame -> meters.delivered(now - frame.timestampMillis()));
    }
  }

  /** Brings changed states to those that hear their channels. */
  void show(List<State> changed) {
    turnEnds = true;
    for (State state : changed) {
      String everything = state.everything();
      mark++;
      int own = fanOut(state, index.of(state.channel()));
      int family = everything == null ? 0 : fanOut(state, index.of(everything));
      meters.shown(own + family);
    }
    flush();
  }

  /**
   * The channel's states as a JSON array; null if they are not there yet or longer than {@code
   * most} characters. Then {@link #showLoaded} tells them once they are there.
   */
  public @Nullable String snapshot(Connection connection, Channel channel, int most) {
    List<State> states = snapshots.of(channel);
    if (states != null && states.stream().mapToLong(State::size).sum() <= most) {
      return states.stream().map(State::part).collect(Collectors.joining(",", "[", "]"));
    }
    connection.unshown.add(channel);
    unshown.add(connection);
    return null;
  }

  /** Tells a client the states that its snapshots had to leave out, as far as there are some. */
  public void showLoaded(Connection connection) {
    connection.unshown.removeIf(channel -> {
      List<State> states =
          connection.isSubscribed(channel.text()) ? snapshots.of(channel) : List.of();
      if (states != null) {
        states.forEach(state ->
            connection.write(Framing.text(connection.socket.allocator(), state.message())));
      }
      return states != null;
    });
    if (connection.unshown.isEmpty()) {
      unshown.remove(connection);
    }
  }

  void loaded() {
    List.copyOf(unshown).forEach(this::showLoaded);
  }

  private int fanOut(Shared frame, @Nullable Audience audience) {
    if (audience == null) {
      return 0;
    }
    int sent = 0;
    ByteBuf bytes = frame.bytes(audience.at(0).socket.allocator());
    for (int place = audience.size() - 1; place >= 0; place--) {
      Connection connection = audience.at(place);
      if (connection.mark != mark) {
        connection.mark = mark;
        if (connection.writeShared(bytes)) {
          sent++;
        }
      }
    }
    return sent;
  }

  /** Has the connection flushed at the end of this turn of the loop. */
  void due(Connection connection) {
    if (!connection.due) {
      connection.due = true;
      due.add(connection);
      if (!turnEnds) {
        turnEnds = true;
        loop.execute(flushing);
      }
    }
  }

  private void flush() {
    turnEnds = false;
    for (int i = 0; i < due.size(); i++) {
      Connection connection = due.get(i);
      connection.due = false;
      if (connection.isOpen()) {
        connection.socket.flush();
        if (connection.socket.queuedBytes() > 0) {
          behind.add(connection);
        }
      }
    }
    due.clear();
  }

  /** Says good-bye; the end of the TCP connection, or a bounded wait for it, does the rest. */
  void close(Connection connection, CloseCode code) {
    if (connection.isOpen()) {
      meters.closed(code);
      leave(connection);
      connection.socket.close(code);
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
    unshown.remove(connection);
    index.remove(connection);
    wheel.put(connection, nanos() + settings.closeWithin().toNanos());
    behind.add(connection);
    count();
  }

  /** The TCP connection has ended, whoever ended it. */
  void gone(Connection connection) {
    if (connection.isOpen()) {
      meters.lost();
      index.remove(connection);
    }
    connection.state = Life.GONE;
    unshown.remove(connection);
    wheel.remove(connection);
    behind.remove(connection);
    count();
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
        connection.send(Replies.shutdown(wait));
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
    wheel.advance(now, connection -> fire(connection, now));
    long queued = 0;
    for (var each = behind.iterator(); each.hasNext(); ) {
      long bytes = each.next().socket.queuedBytes();
      queued += bytes;
      if (bytes == 0) {
        each.remove();
      }
    }
    tally.queuedBytes.lazySet(queued);
  }

  private void fire(Connection connection, long now) {
    Deadlines deadlines = connection.deadlines;
    if (!connection.isOpen()) {
      LOG.debug("connection {} did not answer a close", connection.id());
      connection.socket.abort();
    } else if (deadlines.drained <= now) {
      close(connection, CloseCode.DRAINED);
    } else if (deadlines.authenticated <= now) {
      close(connection, CloseCode.NOT_AUTHENTICATED);
    } else if (deadlines.expired <= now) {
      close(connection, CloseCode.EXPIRED);
    } else if (deadlines.pong <= now) {
      close(connection, CloseCode.SILENT);
    } else {
      if (deadlines.ping <= now) {
        deadlines.ping = now + settings.pingEvery().toNanos();
        deadlines.pong = now + settings.pongWithin().toNanos();
        connection.write(Framing.ping(connection.socket.allocator()));
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
