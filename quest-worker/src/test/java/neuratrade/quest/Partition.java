package neuratrade.quest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Some accounts under the fold as a stage has them: timers first, state in parts, restarts. */
final class Partition {

  enum Outcome {
    CHANGED,
    STALE,
    REJECTED,
    UNREADABLE,
    TICK
  }

  /** Sees each step that changes a board. */
  interface Watcher {
    void changed(
        String account,
        @Nullable Board before,
        @Nullable Board after,
        List<Notification> told,
        Instant at);
  }

  private static final class Held {
    @Nullable Board board;
    @Nullable Instant wakeAt;
    @Nullable Board before;
    @Nullable Instant wakeBefore;
    boolean touched;
    Instant at = Instant.EPOCH;
  }

  private final QuestFold fold = new QuestFold(QuestRules.DEFAULT);
  private final QuestEventDecoder decoder = new QuestEventDecoder();
  private final Watcher watcher;
  private final StateTopic topic = new StateTopic();
  private final List<String> told = new ArrayList<>();
  private Map<String, Held> accounts = new HashMap<>();
  private long offset;

  Partition(Watcher watcher) {
    this.watcher = watcher;
  }

  Partition() {
    this((account, before, after, told, at) -> {});
  }

  Outcome take(RandomLog.Entry entry) {
    offset++;
    byte[] value = entry.value();
    if (value == null) {
      tick(entry.at());
      return Outcome.TICK;
    }
    QuestEvent event;
    try {
      event = decoder.decode(value, entry.at());
    } catch (UnreadableException e) {
      return Outcome.UNREADABLE;
    }
    wakeIfDue(event.accountId(), entry.at());
    return apply(event, entry.at());
  }

  /** An event again, without a record of its own. */
  Outcome apply(QuestEvent event, Instant at) {
    Held held = accounts.get(event.accountId());
    Step<Board> step = fold.apply(held == null ? null : held.board, event, at);
    return switch (step) {
      case Step.Changed<Board> changed -> {
        change(event.accountId(), changed, at, event.id());
        yield Outcome.CHANGED;
      }
      case Step.Stale<Board> ignored -> Outcome.STALE;
      case Step.Rejected<Board> ignored -> Outcome.REJECTED;
    };
  }

  private void tick(Instant at) {
    // The accounts here are few: in the order of their names is as good as in that of their timers.
    for (String account : new TreeMap<>(accounts).keySet()) {
      wakeIfDue(account, at);
    }
  }

  void wakeIfDue(String account, Instant at) {
    Held held = accounts.get(account);
    if (held == null || held.board == null || held.wakeAt == null || at.isBefore(held.wakeAt)) {
      return;
    }
    if (fold.wake(held.board, at) instanceof Step.Changed<Board> changed) {
      change(account, changed, at, "timer");
    }
  }

  private void change(String account, Step.Changed<Board> changed, Instant at, String cause) {
    Held held = accounts.computeIfAbsent(account, name -> new Held());
    if (!held.touched) {
      held.touched = true;
      held.before = held.board;
      held.wakeBefore = held.wakeAt;
    }
    watcher.changed(account, held.board, changed.state(), changed.notifications(), at);
    held.board = changed.state();
    held.wakeAt = changed.wakeAt();
    held.at = at;
    for (Notification notification : changed.notifications()) {
      told.add(cause + " at " + at + ": " + notification);
    }
  }

  /** The end of a batch. */
  void commit() {
    accounts.forEach((account, held) -> {
      if (held.touched) {
        boolean wakeChanged = !Objects.equals(held.wakeBefore, held.wakeAt);
        topic.write(account, held.before, held.board, wakeChanged, held.wakeAt, offset, held.at);
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
        .forEach((account, each) -> {
          Held held = new Held();
          held.board = each.board();
          held.wakeAt = each.wakeAt();
          restored.put(account, held);
        });
    accounts = restored;
  }

  /** What was told so far, each with its cause and time. */
  List<String> told() {
    return told;
  }

  Map<String, Board> boards() {
    Map<String, Board> boards = new TreeMap<>();
    accounts.forEach((account, held) -> {
      if (held.board != null) {
        boards.put(account, held.board);
      }
    });
    return boards;
  }

  StateTopic topic() {
    return topic;
  }
}
