package neuratrade.pipeline.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What operators see of a stage. Every meter goes with the stage, so a stage that was closed leaves
 * none behind.
 */
final class StageMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();

  private final Counter folded;
  private final Counter stale;
  private final Counter skipped;
  private final Counter rerouted;
  private final Counter woken;
  private final Counter ticks;
  private final Counter notifications;
  private final Counter clocksAhead;
  private final Counter aborted;
  private final Counter foldFailures;
  private final Counter lost;
  private final Counter restoredRecords;
  private final Timer commit;
  private final Timer batch;
  private final Timer restore;
  private final AtomicLong aggregates = new AtomicLong();
  private final AtomicLong timers = new AtomicLong();
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong polled = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong stableLag = new AtomicLong();

  StageMeters(MeterRegistry registry, String service) {
    this.registry = registry;
    this.tags = Tags.of("stage", service);
    folded = counter("events.folded", "events that changed a state");
    stale =
        counter(
            "events.stale",
            "events that changed nothing: late, repeated, or without anything to say");
    skipped = counter("events.skipped", "events whose effect was already in the state");
    rerouted = counter("events.rerouted", "events found on another partition than their key's");
    clocksAhead = counter("events.clock.ahead", "events whose time was ahead of the broker's");
    woken = counter("timers.fired", "timers that woke an aggregate");
    ticks = counter("ticks", "ticks read");
    notifications = counter("notifications", "notifications told");
    aborted = counter("transactions.aborted", "transactions that were aborted and tried again");
    foldFailures = counter("fold.failures", "times that the fold threw");
    lost = counter("events.lost", "events that retention took before they were folded");
    restoredRecords = counter("restore.records", "state records read when taking partitions over");
    commit = timer("commit", "from a transaction's begin to its commit's answer");
    batch = timer("fold.batch", "folding a batch");
    restore = timer("restore", "taking partitions over");
    gauge("aggregates", "aggregates held", aggregates);
    gauge("timers", "timers waiting", timers);
    gauge("partitions", "partitions owned", partitions);
    gauge("events.waiting", "events polled and not yet folded", polled);
    gauge("lag", "offsets from what is committed to the input's end", lag);
    gauge(
        "lag.stable", "the same to its last stable offset, before any open transaction", stableLag);
  }

  void confirmed(Batch confirmed) {
    Counts counts = confirmed.counts;
    folded.increment(counts.folded);
    stale.increment(counts.stale);
    skipped.increment(counts.skipped);
    rerouted.increment(counts.rerouted);
    clocksAhead.increment(counts.clocksAhead);
    woken.increment(counts.woken);
    ticks.increment(counts.ticks);
    notifications.increment(counts.notifications);
    counts.deadLetters.forEach((reason, count) -> deadLetters(reason).increment(count));
  }

  void committed(long nanos) {
    commit.record(nanos, TimeUnit.NANOSECONDS);
  }

  void folded(long nanos) {
    batch.record(nanos, TimeUnit.NANOSECONDS);
  }

  void aborted() {
    aborted.increment();
  }

  void foldFailed() {
    foldFailures.increment();
  }

  void lost(long records) {
    lost.increment(records);
  }

  void restored(long records, long nanos) {
    restoredRecords.increment(records);
    restore.record(nanos, TimeUnit.NANOSECONDS);
  }

  void holding(Collection<PartitionState> owned, int unfolded) {
    long held = 0;
    long waiting = 0;
    for (PartitionState partition : owned) {
      held += partition.aggregates().size();
      waiting += partition.timers.size();
    }
    partitions.set(owned.size());
    polled.set(unfolded);
    aggregates.set(held);
    timers.set(waiting);
  }

  void lag(long toEnd, long toStable) {
    lag.set(toEnd);
    stableLag.set(toStable);
  }

  @Override
  public void close() {
    for (Meter meter : meters) {
      registry.remove(meter);
      meter.close();
    }
  }

  private Counter deadLetters(String reason) {
    Counter counter =
        Counter.builder("neuratrade.events.dead.lettered")
            .description("events that could not be taken")
            .tags(tags.and("reason", reason))
            .register(registry);
    if (!meters.contains(counter)) {
      meters.add(counter);
    }
    return counter;
  }

  private Counter counter(String name, String description) {
    Counter counter =
        Counter.builder("neuratrade." + name)
            .description(description)
            .tags(tags)
            .register(registry);
    meters.add(counter);
    return counter;
  }

  private Timer timer(String name, String description) {
    Timer timer =
        Timer.builder("neuratrade." + name).description(description).tags(tags).register(registry);
    meters.add(timer);
    return timer;
  }

  private void gauge(String name, String description, AtomicLong value) {
    meters.add(
        Gauge.builder("neuratrade." + name, value, AtomicLong::get)
            .description(description)
            .tags(tags)
            .register(registry));
  }
}
