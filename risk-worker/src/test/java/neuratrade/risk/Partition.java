package neuratrade.risk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Some accounts under the fold as a stage has them: timers first, state in parts, restarts. */
final class Partition {

  enum Outcome {
    CHANGED,
    STALE,
    UNREADABLE,
    TICK
  }

  /** Sees each step that changes a state. */
  interface Watcher {
    void changed(
        @Nullable RiskState before, @Nullable RiskState after, List<String> told, Instant at);
  }

  private static final class Held {
    @Nullable RiskState state;
    @Nullable Instant wakeAt;
    @Nullable RiskState stored;
    boolean touched;
    Instant at = Instant.EPOCH;
  }

  private final RiskFold fold = new RiskFold(Limits.DEFAULT);
  private final RiskEventDecoder decoder = new RiskEventDecoder();
  private final RiskStateCodec codec = new RiskStateCodec(Limits.DEFAULT);
  private final Watcher watcher;
  private final Map<String, Map<String, Part>> topic = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private final Map<String, Held> aggregates = new HashMap<>();
  private long offset;

  Partition(Watcher watcher) {
    this.watcher = watcher;
  }

  Partition() {
    this((before, after, told, at) -> {});
  }

  Outcome take(RandomLog.Entry entry) {
    offset++;
    byte[] value = entry.value();
    if (value == null) {
      for (String aggregate : new TreeMap<>(aggregates).keySet()) {
        wakeIfDue(aggregate, entry.at());
      }
      return Outcome.TICK;
    }
    RiskEvent event;
    try {
      event = decoder.decode(value, entry.at());
    } catch (UnreadableException e) {
      return Outcome.UNREADABLE;
    }
    wakeIfDue(event.aggregate(), entry.at());
    return apply(event, entry.at());
  }

  /** An event again, without a record of its own. */
  Outcome apply(RiskEvent event, Instant at) {
    Held held = aggregates.get(event.aggregate());
    return switch (fold.apply(held == null ? null : held.state, event, at)) {
      case Step.Changed<RiskState> changed -> {
        change(event.aggregate(), changed, at, event.id());
        yield Outcome.CHANGED;
      }
      case Step.Stale<RiskState> _ -> Outcome.STALE;
      case Step.Rejected<RiskState> rejected -> throw new AssertionError(rejected.detail());
    };
  }

  void wakeIfDue(String aggregate, Instant at) {
    Held held = aggregates.get(aggregate);
    if (held == null || held.state == null || held.wakeAt == null || at.isBefore(held.wakeAt)) {
      return;
    }
    if (fold.wake(held.state, at) instanceof Step.Changed<RiskState> changed) {
      change(aggregate, changed, at, "timer");
    }
  }

  private void change(String aggregate, Step.Changed<RiskState> changed, Instant at, String cause) {
    Held held = aggregates.computeIfAbsent(aggregate, name -> new Held());
    List<String> types = new ArrayList<>();
    changed
        .notifications()
        .forEach(each -> {
          types.add(each.type());
          told.add(cause + " at " + at + ": " + each);
        });
    watcher.changed(held.state, changed.state(), types, at);
    held.touched = true;
    held.state = changed.state();
    held.wakeAt = changed.wakeAt();
    held.at = at;
  }

  /** The end of a batch: the parts that changed lie on the state topic. */
  void commit() {
    aggregates.forEach((aggregate, held) -> {
      if (held.touched) {
        codec.encode(held.stored, held.state, offset, held.at, writer(aggregate));
        held.stored = held.state;
        held.touched = false;
      }
    });
  }

  private StateCodec.Writer writer(String aggregate) {
    Map<String, Part> parts = topic.computeIfAbsent(aggregate, name -> new TreeMap<>());
    return new StateCodec.Writer() {
      @Override
      public void write(Part part) {
        parts.put(part.name(), part);
      }

      @Override
      public void forget(String name) {
        parts.remove(name);
      }
    };
  }

  /** Another process takes over, from the state topic alone. */
  void restart() {
    commit();
    aggregates.forEach((aggregate, held) -> {
      Map<String, Part> parts = topic.getOrDefault(aggregate, Map.of());
      held.state = parts.isEmpty() ? null : codec.decode(aggregate, List.copyOf(parts.values()));
      held.stored = held.state;
    });
  }

  /** What was told so far, each with its cause and time. */
  List<String> told() {
    return told;
  }

  Map<String, RiskState> states() {
    Map<String, RiskState> states = new TreeMap<>();
    aggregates.forEach((aggregate, held) -> {
      if (held.state != null) {
        states.put(aggregate, held.state);
      }
    });
    return states;
  }

  /** The parts that lie on the state topic. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    topic.forEach((aggregate, parts) -> parts.keySet().forEach(part -> keys.add(aggregate + part)));
    return keys;
  }
}
