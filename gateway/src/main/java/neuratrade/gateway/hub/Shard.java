package neuratrade.gateway.hub;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.protocol.CloseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's part of the gateway: its connections, who of them hears what, and what is on its
 * way to them. All of it is touched on that loop only, so nothing is locked.
 */
public final class Shard {

  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  /** How often deadlines are looked at. */
  static final long TICK_NANOS = Duration.ofMillis(100).toNanos();

  private final long origin = System.nanoTime();
  private final Tally tally = new Tally();
  private final EventLoop loop;
  private final HubSettings settings;
  private final Rate requests;
  private final LastOffsets lastOffsets;
  private final HubMeters meters;
  private final Clock clock;
  private final Turn turn;
  private final Connections connections;
  private final Subscriptions subscriptions;
  private final Showing showing;
  private final Feeding feeding;
  private final CatchUp catchUp;
  private final Backpressure backpressure;
  private final ScheduledFuture<?> ticking;

  /** Whether a failure was logged since the last tick: in want of memory there are thousands. */
  private boolean failing;

  private volatile long ticked;

  Shard(EventLoop loop, HubSettings settings, Memory memory, HubMeters meters, Clock clock) {
    this.loop = loop;
    this.settings = settings;
    this.requests = new Rate(settings.requests());
    this.lastOffsets = memory.lastOffsets();
    this.meters = meters;
    this.clock = clock;
    this.turn = new Turn(loop, this);
    Index index = new Index();
    this.connections = new Connections(this);
    this.subscriptions = new Subscriptions(this, index, memory.history());
    this.showing = new Showing(this, memory.snapshots());
    this.feeding = new Feeding(this, index);
    this.catchUp = new CatchUp(this);
    this.backpressure = new Backpressure(this, memory.budget());
    this.ticking =
        loop.scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  public EventLoop loop() {
    return loop;
  }

  public HubSettings settings() {
    return settings;
  }

  public Connections connections() {
    return connections;
  }

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  public Showing showing() {
    return showing;
  }

  Feeding feeding() {
    return feeding;
  }

  CatchUp catchUp() {
    return catchUp;
  }

  Backpressure backpressure() {
    return backpressure;
  }

  Turn turn() {
    return turn;
  }

  Tally tally() {
    return tally;
  }

  HubMeters meters() {
    return meters;
  }

  Clock clock() {
    return clock;
  }

  LastOffsets lastOffsets() {
    return lastOffsets;
  }

  Rate requests() {
    return requests;
  }

  /** Nanoseconds since the shard's beginning. */
  long nanos() {
    return System.nanoTime() - origin;
  }

  /** Time since the loop last came round to its deadlines. Any thread may ask. */
  Duration stalled() {
    return Duration.ofNanos(nanos() - ticked);
  }

  /** Does what concerns one client only; if that fails, nobody else hears of it. */
  public void guard(Connection connection, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(connection, e);
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
    connection.close(CloseCode.FAILED);
  }

  private void tick() {
    long now = nanos();
    ticked = now;
    failing = false;
    connections.tick(now);
    feeding.tick(now);
    backpressure.tick(now);
  }

  /** Ends what is left, and the shard. */
  void end() {
    var unused = ticking.cancel(false);
    connections.abort();
  }
}
