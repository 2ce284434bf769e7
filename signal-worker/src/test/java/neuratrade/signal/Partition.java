package neuratrade.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Some symbols under the fold as a stage has them: timers first, state in parts, restarts. */
final class Partition {

  enum Outcome {
    CHANGED,
    STALE,
    REJECTED,
    UNREADABLE,
    TICK
  }

  /** Sees each step that changes a market. */
  interface Watcher {
    void changed(
        String symbol,
        @Nullable Market before,
        @Nullable Market after,
        List<Notification> told,
        Instant at);
  }

  private static final class Held {
    @Nullable Market market;
    @Nullable Instant wakeAt;
    @Nullable Market before;
    @Nullable Instant wakeBefore;
    boolean touched;
    Instant at = Instant.EPOCH;
  }

  private final SignalFold fold = new SignalFold(SignalFixtures.rules());
  private final SignalEventDecoder decoder = new SignalEventDecoder();
  private final Watcher watcher;
  private final StateTopic topic = new StateTopic();
  private final List<String> told = new ArrayList<>();
  private Map<String, Held> symbols = new HashMap<>();
  private long offset;

  Partition(Watcher watcher) {
    this.watcher = watcher;
  }

  Partition() {
    this((symbol, before, after, told, at) -> {});
  }

  Outcome take(RandomLog.Entry entry) {
    offset++;
    byte[] value = entry.value();
    if (value == null) {
      tick(entry.at());
      return Outcome.TICK;
    }
    SignalEvent event;
    try {
      event = decoder.decode(value, entry.at());
    } catch (UnreadableException e) {
      return Outcome.UNREADABLE;
    }
    wakeIfDue(event.symbol(), entry.at());
    return apply(event, entry.at());
  }

  /** An event again, without a record of its own. */
  Outcome apply(SignalEvent event, Instant at) {
    Held held = symbols.get(event.symbol());
    Step<Market> step = fold.apply(held == null ? null : held.market, event, at);
    return switch (step) {
      case Step.Changed<Market> changed -> {
        change(event.symbol(), changed, at, event.id());
        yield Outcome.CHANGED;
      }
      case Step.Stale<Market> ignored -> Outcome.STALE;
      case Step.Rejected<Market> ignored -> Outcome.REJECTED;
    };
  }

  private void tick(Instant at) {
    // The symbols here are few: in the order of their names is as good as in that of their timers.
    for (String symbol : new TreeMap<>(symbols).keySet()) {
      wakeIfDue(symbol, at);
    }
  }

  void wakeIfDue(String symbol, Instant at) {
    Held held = symbols.get(symbol);
    if (held == null || held.market == null || held.wakeAt == null || at.isBefore(held.wakeAt)) {
      return;
    }
    if (fold.wake(held.market, at) instanceof Step.Changed<Market> changed) {
      change(symbol, changed, at, "timer");
    }
  }

  private void change(String symbol, Step.Changed<Market> changed, Instant at, String cause) {
    Held held = symbols.computeIfAbsent(symbol, name -> new Held());
    if (!held.touched) {
      held.touched = true;
      held.before = held.market;
      held.wakeBefore = held.wakeAt;
    }
    watcher.changed(symbol, held.market, changed.state(), changed.notifications(), at);
    held.market = changed.state();
    held.wakeAt = changed.wakeAt();
    held.at = at;
    for (Notification notification : changed.notifications()) {
      told.add(cause + " at " + at + ": " + notification);
    }
  }

  /** The end of a batch. */
  void commit() {
    symbols.forEach((symbol, held) -> {
      if (held.touched) {
        boolean wakeChanged = !Objects.equals(held.wakeBefore, held.wakeAt);
        topic.write(symbol, held.before, held.market, wakeChanged, held.wakeAt, offset, held.at);
        held.touched = false;
      }
    });
  }

  /** Another process takes over, from the state topic alone. */
  void restart() {
    commit();
    Map<String, Held> restored = new HashMap<>();
    topic
        .restore()
        .forEach((symbol, each) -> {
          Held held = new Held();
          held.market = each.market();
          held.wakeAt = each.wakeAt();
          restored.put(symbol, held);
        });
    symbols = restored;
  }

  /** What was told so far, each with its cause and time. */
  List<String> told() {
    return told;
  }

  Map<String, Market> markets() {
    Map<String, Market> markets = new TreeMap<>();
    symbols.forEach((symbol, held) -> {
      if (held.market != null) {
        markets.put(symbol, held.market);
      }
    });
    return markets;
  }

  StateTopic topic() {
    return topic;
  }
}
