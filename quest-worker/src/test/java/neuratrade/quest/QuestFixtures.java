package neuratrade.quest;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestCancelled;
import neuratrade.pipeline.message.QuestEvent.QuestCompleted;
import neuratrade.pipeline.message.QuestEvent.QuestFailed;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.jspecify.annotations.Nullable;

/**
 * Events of quest {@code q} of account 42, each named after its second, and a desk at which they
 * are folded.
 */
final class QuestFixtures {

  static final String ACCOUNT = "42";
  static final String QUEST = "q";
  static final Instant START = Instant.parse("2026-11-23T09:30:00Z");
  static final long MINUTE = 60;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private QuestFixtures() {}

  static Instant second(long second) {
    return START.plusSeconds(second);
  }

  /** A goal of 1000 without a deadline. */
  static QuestStarted started(long second) {
    return started(QUEST, "1000", null, second);
  }

  static QuestStarted startedWithDeadline(long deadline, long second) {
    return started(QUEST, "1000", second(deadline), second);
  }

  static QuestStarted startedWithoutTarget(long second) {
    return started(QUEST, null, null, second);
  }

  static QuestStarted started(
      String quest, @Nullable String target, @Nullable Instant deadline, long second) {
    return new QuestStarted(
        "start-" + quest + "-" + second,
        second(second),
        ACCOUNT,
        quest,
        "Fund growth",
        Kind.GOAL,
        Cadence.ONETIME,
        target == null ? null : new BigDecimal(target),
        deadline,
        null);
  }

  static QuestStarted withMilestones(QuestStarted started, Integer... percents) {
    return new QuestStarted(
        started.id(),
        started.occurredAt(),
        ACCOUNT,
        started.questId(),
        started.name(),
        started.kind(),
        started.cadence(),
        started.target(),
        started.deadline(),
        List.of(percents));
  }

  static QuestProgressed at(String current, long second) {
    return report("at-" + second, current, second);
  }

  static QuestProgressed report(String id, String current, long second) {
    return new QuestProgressed(
        id, second(second), ACCOUNT, QUEST, new BigDecimal(current), null, null);
  }

  static QuestProgressed plus(String increment, long second) {
    return new QuestProgressed(
        "plus-" + second, second(second), ACCOUNT, QUEST, null, new BigDecimal(increment), null);
  }

  static QuestProgressed withCheckpoint(QuestProgressed progressed, String checkpoint) {
    return new QuestProgressed(
        progressed.id(),
        progressed.occurredAt(),
        ACCOUNT,
        progressed.questId(),
        progressed.current(),
        progressed.increment(),
        checkpoint);
  }

  static QuestPaused paused(long second) {
    return new QuestPaused("pause-" + second, second(second), ACCOUNT, QUEST);
  }

  static QuestResumed resumed(long second) {
    return new QuestResumed("resume-" + second, second(second), ACCOUNT, QUEST);
  }

  static QuestCancelled cancelled(long second) {
    return new QuestCancelled("cancel-" + second, second(second), ACCOUNT, QUEST);
  }

  static QuestCompleted completed(long second) {
    return new QuestCompleted("complete-" + second, second(second), ACCOUNT, QUEST);
  }

  static QuestFailed failed(long second) {
    return new QuestFailed("fail-" + second, second(second), ACCOUNT, QUEST, "exchange is down");
  }

  static Map<String, Object> data(Notification notification) {
    return new LinkedHashMap<>(notification.data());
  }

  /**
   * One account under the fold. The broker's clock shows what the event says, and as in the stage a
   * timer that is due goes before the event.
   */
  static final class Desk {

    private final QuestFold fold;
    private final List<String> rejected = new ArrayList<>();
    private @Nullable Board board;
    private @Nullable Instant wakeAt;
    private int stale;

    Desk(QuestRules rules) {
      fold = new QuestFold(rules);
    }

    Desk() {
      this(QuestRules.DEFAULT);
    }

    List<Notification> on(QuestEvent event, Instant at) {
      List<Notification> told = new ArrayList<>();
      if (wakeAt != null && !at.isBefore(wakeAt)) {
        told.addAll(wake(at));
      }
      told.addAll(take(fold.apply(board, event, at)));
      return told;
    }

    List<Notification> on(QuestEvent... events) {
      List<Notification> told = new ArrayList<>();
      for (QuestEvent event : events) {
        told.addAll(on(event, event.occurredAt()));
      }
      return told;
    }

    /** The types of what is told. */
    List<String> types(QuestEvent... events) {
      return on(events).stream().map(Notification::type).toList();
    }

    List<Notification> wake(long second) {
      return wake(second(second));
    }

    private List<Notification> wake(Instant at) {
      return take(fold.wake(board(), at));
    }

    boolean isEmpty() {
      return board == null;
    }

    Board board() {
      return requireNonNull(board);
    }

    Quest quest() {
      return quest(QUEST);
    }

    Quest quest(String id) {
      return requireNonNull(board().find(id));
    }

    @Nullable Instant wakeAt() {
      return wakeAt;
    }

    /** How many events came late or again so far. */
    int stale() {
      return stale;
    }

    /** The reasons of the dead letters so far. */
    List<String> rejected() {
      return rejected;
    }

    private List<Notification> take(Step<Board> step) {
      return switch (step) {
        case Step.Changed<Board> changed -> {
          board = changed.state();
          wakeAt = changed.wakeAt();
          yield changed.notifications();
        }
        case Step.Stale<Board> ignored -> {
          stale++;
          yield List.of();
        }
        case Step.Rejected<Board> refusal -> {
          rejected.add(refusal.reason());
          yield List.of();
        }
      };
    }
  }
}
