package neuratrade.gateway.hub;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.protocol.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All shards, seen from outside their loops: it hands work to them and adds up what they tell. */
public final class Hub implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  /** Batches on their way; with more, the feed waits for the slowest loop. */
  private static final int MOST_BATCHES = 8;

  private static final int MILLIS_A_SECOND = 1_000;

  private final Map<EventLoop, Shard> shards = new LinkedHashMap<>();
  private final HubSettings settings;
  private final LastOffsets lastOffsets;
  private final Semaphore batches = new Semaphore(MOST_BATCHES);
  private final Semaphore stateBatches = new Semaphore(MOST_BATCHES);
  private final AtomicInteger admitted = new AtomicInteger();
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean draining;

  public Hub(
      Collection<EventLoop> loops,
      HubSettings settings,
      Snapshots snapshots,
      History history,
      NodeBudget budget,
      HubMeters meters,
      Clock clock) {
    this.settings = settings;
    this.lastOffsets = new LastOffsets(settings.knownChannels());
    Memory memory = new Memory(snapshots, history, lastOffsets, budget);
    loops.forEach(loop -> shards.put(loop, new Shard(loop, settings, memory, meters, clock)));
    meters.watch(this);
  }

  public Shard shard(EventLoop loop) {
    Shard shard = shards.get(loop);
    if (shard == null) {
      throw new IllegalStateException(
          "a connection came on an event loop that is not the server's");
    }
    return shard;
  }

  /**
   * Counts a connection in until {@code end}, unless there are too many or the gateway is leaving.
   */
  public boolean admit(ChannelFuture end) {
    if (draining) {
      return false;
    }
    if (admitted.incrementAndGet() > settings.connections()) {
      dismiss();
      return false;
    }
    var unused = end.addListener(future -> dismiss());
    return true;
  }

  private void dismiss() {
    if (admitted.decrementAndGet() == 0 && draining) {
      drained.countDown();
    }
  }

  @Override
  public void begin(Positions from, long completeSinceMillis) {
    lastOffsets.begin(from);
    each(shard -> shard.feeding().begin(from, completeSinceMillis), () -> {});
  }

  @Override
  public void remember(List<Frame> frames, Positions after) throws InterruptedException {
    lastOffsets.note(frames, after);
    hand(batches, frames, (shard, batch) -> shard.feeding().remember(batch.items(), after));
  }

  /**
   * Hands a poll's records to every loop, in one task each. Waits while the loops are eight batches
   * behind.
   */
  @Override
  public void publish(List<Frame> frames, Positions after) throws InterruptedException {
    lastOffsets.note(frames, after);
    hand(batches, frames, (shard, batch) -> shard.feeding().deliver(batch.items(), after));
  }

  /**
   * Tells changed states, in their order, to who hears their channels. Waits while the loops are
   * eight batches behind.
   */
  public void show(List<State> changed) throws InterruptedException {
    hand(stateBatches, changed, (shard, batch) -> shard.feeding().show(batch.items()));
  }

  /** Tells the states to who subscribed before {@link Snapshots} had them. */
  public void loaded() {
    each(shard -> shard.showing().loaded(), () -> {});
  }

  /** Tells everybody who hears anything of the family. */
  public void tell(Family family, byte[] json) {
    each(shard -> shard.feeding().tell(family, json), () -> {});
  }

  /** Closes the connections of those whose token no longer holds. */
  public void revoke(Predicate<Holder> revoked) {
    each(shard -> shard.connections().revoke(revoked), () -> {});
  }

  private <T extends Shared> void hand(
      Semaphore room, List<T> items, BiConsumer<Shard, Batch<T>> then) throws InterruptedException {
    while (!room.tryAcquire(1, TimeUnit.SECONDS)) {
      LOG.warn("an event loop is {} batches behind: what feeds it waits", MOST_BATCHES);
    }
    Batch<T> batch = new Batch<>(items, shards.size(), room::release);
    each(
        shard -> {
          try {
            then.accept(shard, batch);
          } finally {
            batch.done();
          }
        },
        batch::done);
  }

  /** Closes every connection over the window, and then at once what is left. */
  public void drain(Duration window) throws InterruptedException {
    draining = true;
    int clients = admitted.get();
    LOG.info("draining {} connections over {} s", clients, window.toSeconds());
    each(shard -> shard.connections().drain(window), () -> {});
    if (clients > 0) {
      Duration bound = window.plus(settings.closeWithin()).plusSeconds(1);
      if (!drained.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} connections did not end in time", admitted.get());
      }
    }
    each(Shard::end, () -> {});
  }

  public boolean isDraining() {
    return draining;
  }

  public long connections() {
    return sum(tally -> tally.connections.get());
  }

  public long subscriptions() {
    return sum(tally -> tally.subscriptions.get());
  }

  public long indexEntries() {
    return sum(tally -> tally.indexEntries.get());
  }

  public long queuedBytes() {
    return sum(tally -> tally.queuedBytes.get());
  }

  /** What the records take that are kept for clients who come back. */
  public long ringBytes() {
    return shards.values().stream()
        .mapToLong(shard -> shard.tally().ringBytes.get())
        .max()
        .orElse(0);
  }

  /**
   * For how long back every loop has all records; a client that was away longer waits for Kafka.
   */
  public double ringSeconds() {
    return shards.values().stream()
            .mapToLong(shard -> shard.tally().ringMillis.get())
            .min()
            .orElse(0)
        / (double) MILLIS_A_SECOND;
  }

  /** Of how many channels it is known where their newest record is. */
  public int knownChannels() {
    return lastOffsets.size();
  }

  /** The longest time since one of the loops came round. */
  public Duration stalled() {
    return shards.values().stream()
        .map(Shard::stalled)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private long sum(ToLongFunction<Tally> part) {
    return shards.values().stream().mapToLong(shard -> part.applyAsLong(shard.tally())).sum();
  }

  private void each(Consumer<Shard> task, Runnable refused) {
    for (Shard shard : shards.values()) {
      try {
        shard.loop().execute(() -> task.accept(shard));
      } catch (RejectedExecutionException e) {
        refused.run();
      }
    }
  }
}
