package neuratrade.properties;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.properties.RandomLog.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Some aggregates under a fold as a stage has them: timers first, state in parts, restarts.
 *
 * @param <S> the state of an aggregate
 * @param <E> the events of the log
 */
public final class Partition<S, E extends Event> {

  /** What became of an entry. */
  public enum Outcome {
    CHANGED,
    STALE,
    REJECTED,
    UNREADABLE,
    TICK
  }

  /** Sees each step that changes a state. */
  public interface Watcher<S> {

    /**
     * @param event what led to it; null if a timer did
     */
    void changed(
        String aggregate,
        @Nullable Event event,
        @Nullable S before,
        @Nullable S after,
        List<Notification> told,
        Instant at);
  }

  private final Program<S, E> program;
  private final Watcher<S> watcher;
  private final StateTopic<S> topic;
  private final List<String> told = new ArrayList<>();
  private Map<String, Held<S>> aggregates = new HashMap<>();
  private long offset;

  public Partition(Program<S, E> program, Watcher<S> watcher) {
    this.program = program;
    this.watcher = watcher;
    this.topic = new StateTopic<>(program.states());
  }

  /** The next entry of the log. */
  public Outcome take(Entry entry) {
    offset++;
    if (entry.value() == null) {
      tick(entry.at());
      return Outcome.TICK;
    }
    E event = read(entry);
    if (event == null) {
      return Outcome.UNREADABLE;
    }
    wakeIfDue(event.aggregate(), entry.at());
    return apply(event, entry.at());
  }

  /** An entry's event again, without a record of its own. */
  Outcome again(Entry entry, Instant at) {
    return apply(requireNonNull(read(entry)), at);
  }

  /** Of an entry its time alone. */
  void passTime(Entry entry) {
    wakeIfDue(requireNonNull(read(entry)).aggregate(), entry.at());
  }

  private @Nullable E read(Entry entry) {
    try {
      return program.decoder().decode(requireNonNull(entry.value()), entry.at());
    } catch (UnreadableException e) {
      return null;
    }
  }

  private Outcome apply(E event, Instant at) {
    Held<S> held = aggregates.get(event.aggregate());
    return switch (program.fold().apply(held == null ? null : held.state, event, at)) {
      case Step.Changed<S> changed -> {
        change(event.aggregate(), event, changed, at);
        yield Outcome.CHANGED;
      }
      case Step.Stale<S> _ -> Outcome.STALE;
      case Step.Rejected<S> _ -> Outcome.REJECTED;
    };
  }

  private void tick(Instant at) {
    // They are few: in the order of their names is as good as in that of their timers.
    for (String aggregate : new TreeMap<>(aggregates).keySet()) {
      wakeIfDue(aggregate, at);
    }
  }

  private void wakeIfDue(String aggregate, Instant at) {
    Held<S> held = aggregates.get(aggregate);
    if (held == null || held.state == null || held.wakeAt == null || at.isBefore(held.wakeAt)) {
      return;
    }
    if (program.fold().wake(held.state, at) instanceof Step.Changed<S> changed) {
      change(aggregate, null, changed, at);
    }
  }

  private void change(
      String aggregate, @Nullable Event event, Step.Changed<S> changed, Instant at) {
    Held<S> held = aggregates.computeIfAbsent(aggregate, name -> new Held<>());
    watcher.changed(aggregate, event, held.state, changed.state(), changed.notifications(), at);
    held.change(changed.state(), changed.wakeAt(), offset, at);
    String cause = event == null ? "timer" : event.id();
    for (Notification notification : changed.notifications()) {
      told.add(cause + " at " + at + ": " + notification);
    }
  }

  /** The end of a batch. */
  void commit() {
    aggregates.forEach((aggregate, held) -> {
      if (!held.isStored) {
        topic.write(aggregate, held);
      }
    });
  }

  /** Another process takes over, from the state topic alone. */
  void restart() {
    commit();
    aggregates = topic.restore();
  }

  /** What was told so far, each with its cause and time. */
  List<String> told() {
    return told;
  }

  Map<String, S> states() {
    Map<String, S> states = new TreeMap<>();
    aggregates.forEach((aggregate, held) -> {
      if (held.state != null) {
        states.put(aggregate, held.state);
      }
    });
    return states;
  }

  StateTopic<S> topic() {
    return topic;
  }
}
