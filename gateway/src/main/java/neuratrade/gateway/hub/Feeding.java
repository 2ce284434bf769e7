package neuratrade.gateway.hub;

import java.util.List;
import java.util.function.Consumer;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** One loop's end of the feed: how far it has come here, and what becomes of all that it brings. */
final class Feeding {

  private static final long MOST_RUN_BYTES = 32 * 1024;

  private final Shard shard;
  private final FanOut fanOut;
  private @Nullable Ring ring;
  private @Nullable Positions applied;

  Feeding(Shard shard, Index index) {
    this.shard = shard;
    long mostRunBytes = Math.min(MOST_RUN_BYTES, shard.settings().queueBytes() / 8);
    this.fanOut =
        new FanOut(shard, index, shard.turn(), mostRunBytes, shard.meters(), shard.clock());
  }

  /** The newest records; null before the feed has begun. */
  @Nullable Ring ring() {
    return ring;
  }

  /** How far the feed had come with the last batch that this loop has behind it; null: nowhere. */
  @Nullable Positions applied() {
    return applied;
  }

  /** The feed begins, or goes on, at these places; what lies between was lost. */
  void begin(Positions from, long completeSinceMillis) {
    if (ring == null || !ring.isAlong(from)) {
      boolean another = ring != null;
      ring = ringFrom(from, completeSinceMillis);
      applied = null;
      if (another) {
        eachSubscribed(connection -> connection.close(CloseCode.ANOTHER_TOPIC));
      }
    } else {
      for (int lane = 0; lane < ring.lanes(); lane++) {
        ring.jump(lane, from.next(lane), shard.clock().millis());
      }
    }
  }

  private Ring ringFrom(Positions from, long completeSinceMillis) {
    HubSettings settings = shard.settings();
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
      ring = ringFrom(after, shard.clock().millis());
    }
    ring.advance(after);
    applied = after;
  }

  /** Brings changed states to those that hear their channels. */
  void show(List<State> changed) {
    try {
      fanOut.show(changed);
    } catch (RuntimeException | OutOfMemoryError e) {
      failAll(e);
    }
  }

  /** Tells everybody who hears anything of the family. */
  void tell(Family family, byte[] json) {
    for (Connection connection : shard.connections().all()) {
      if (connection.hears(family)) {
        shard.guard(connection, () -> connection.send(json));
      }
    }
  }

  private void failAll(Throwable cause) {
    eachSubscribed(connection -> shard.fail(connection, cause));
  }

  private void eachSubscribed(Consumer<Connection> then) {
    for (Connection connection : shard.connections().all()) {
      if (connection.subscriptions() > 0) {
        then.accept(connection);
      }
    }
  }

  void tick(long now) {
    if (ring != null) {
      long nowMillis = shard.clock().millis();
      ring.expire(nowMillis);
      shard.catchUp().tick(ring, now, shard.settings().slowWithin().toNanos());
      shard.tally().ringBytes.lazySet(ring.bytes());
      shard.tally().ringMillis.lazySet(ring.millis(nowMillis));
    }
  }
}
