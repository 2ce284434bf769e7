package neuratrade.quest;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.QuestCancelled;
import neuratrade.pipeline.message.QuestEvent.QuestCompleted;
import neuratrade.pipeline.message.QuestEvent.QuestFailed;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an account's quests begin, get on and end, and by which its owner is told.
 *
 * <pre>
 *              ┌─────────┐   target reached, quest_completed   completed ─┐
 *   quest_     │ active  │   quest_failed                      failed     │ forgotten
 *   started ──▶│  ▲   ▼  │──────────────────────────────────▶  cancelled  ├──────────▶
 *              │ paused  │   deadline passed, idle             expired    │ after 24 h
 *              └─────────┘                                               ─┘
 * </pre>
 *
 * Paused or not, progress counts and the deadline holds.
 */
public final class QuestFold implements Fold<Board, QuestEvent> {

  /** Why an event of a quest that was never started, or is forgotten, becomes a dead letter. */
  public static final String UNKNOWN_QUEST = "unknown_quest";

  /** Why a start becomes a dead letter when the account has too many quests. */
  public static final String TOO_MANY_QUESTS = "too_many_quests";

  private final QuestRules rules;
  private final QuestNotifications notifications;

  public QuestFold(QuestRules rules) {
    this.rules = rules;
    this.notifications = new QuestNotifications(rules);
  }

  @Override
  public Step<Board> apply(@Nullable Board known, QuestEvent event, Instant at) {
    Board board = known == null ? Board.empty(event.accountId()) : known;
    Quest quest = board.find(event.questId());
    if (quest == null) {
      return onUnknown(board, event, at);
    }
    if (quest.status().isEnd()) {
      return new Step.Stale<>();
    }
    return switch (event) {
      case QuestStarted ignored -> new Step.Stale<>();
      case QuestProgressed progressed -> onProgress(board, quest, progressed, at);
      case QuestPaused ignored -> onChange(board, quest, event, Status.PAUSED, null, at);
      case QuestResumed ignored -> onChange(board, quest, event, Status.ACTIVE, null, at);
      case QuestCancelled ignored -> onChange(board, quest, event, Status.CANCELLED, null, at);
      case QuestCompleted ignored -> onChange(board, quest, event, Status.COMPLETED, null, at);
      case QuestFailed failed -> onChange(board, quest, event, Status.FAILED, failed.error(), at);
    };
  }

  private Step<Board> onUnknown(Board board, QuestEvent event, Instant at) {
    if (!event.occurredAt().isAfter(at.minus(rules.endedKept()))) {
      return new Step.Stale<>();
    }
    if (!(event instanceof QuestStarted started)) {
      return new Step.Rejected<>(
          UNKNOWN_QUEST,
          "account %s has no quest %s".formatted(event.accountId(), event.questId()));
    }
    if (board.quests().size() >= rules.maxQuests()) {
      return new Step.Rejected<>(
          TOO_MANY_QUESTS,
          "account %s has %d quests already".formatted(board.account(), board.quests().size()));
    }
    Quest quest =
        Quest.started(
            Plan.of(started),
            milestones(started),
            Quest.Applied.NOTHING.withChange(started.occurredAt(), started.id()),
            at);
    return changed(board, quest, notifications.started(board, quest, started.occurredAt(), at));
  }

  private List<Milestone> milestones(QuestStarted started) {
    if (started.target() == null) {
      return List.of();
    }
    List<Integer> named = started.milestones();
    return (named == null ? rules.milestones() : named)
        .stream().map(percent -> new Milestone(percent, null)).toList();
  }

  private Step<Board> onChange(
      Board board, Quest quest, QuestEvent event, Status next, @Nullable String error, Instant at) {
    Quest.Applied applied = quest.applied();
    if (!quest.status().leadsTo(next)
        || applied.changes().makesStale(event.occurredAt(), event.id())) {
      return new Step.Stale<>();
    }
    Quest after = quest.turned(next, error, applied.withChange(event.occurredAt(), event.id()), at);
    return changed(board, after, notifications.turned(board, after, event.occurredAt(), at));
  }

  private Step<Board> onProgress(Board board, Quest quest, QuestProgressed progressed, Instant at) {
    if (isStale(progressed, quest)) {
      return new Step.Stale<>();
    }
    Instant occurredAt = progressed.occurredAt();
    BigDecimal reported = progressed.current();
    Quest.Applied applied =
        reported == null
            ? quest.applied().withIncrement(occurredAt, progressed.id())
            : quest.applied().withReport(occurredAt, progressed.id());
    BigDecimal current =
        reported == null ? quest.current().add(requireNonNull(progressed.increment())) : reported;
    Pace pace = quest.pace();
    String checkpoint = progressed.checkpoint();
    Quest after =
        quest.progressed(
            current,
            pace == null
                ? Pace.from(occurredAt, current)
                : pace.with(occurredAt, current, rules.rateWindow()),
            checkpoint == null ? quest.checkpoint() : checkpoint,
            applied,
            at);
    return tell(board, quest, passing(after, occurredAt), occurredAt, at);
  }

  /**
   * How far a quest is at some time holds all that happened before, so neither an older report nor
   * an older increment adds to it; and a quest does not go back.
   */
  private static boolean isStale(QuestProgressed progressed, Quest quest) {
    Quest.Applied applied = quest.applied();
    Instant occurredAt = progressed.occurredAt();
    BigDecimal reported = progressed.current();
    return reported == null
        ? occurredAt.isBefore(applied.reports().at())
            || applied.increments().makesStale(occurredAt, progressed.id())
        : applied.reports().makesStale(occurredAt, progressed.id())
            || reported.compareTo(quest.current()) < 0;
  }

  /** Marks the milestones that the quest is at or beyond now. */
  private static Quest passing(Quest quest, Instant occurredAt) {
    Integer percent = quest.percent();
    if (percent == null) {
      return quest;
    }
    List<Milestone> milestones = new ArrayList<>();
    for (Milestone each : quest.milestones()) {
      boolean passed = each.reachedAt() == null && each.percent() <= percent;
      milestones.add(passed ? new Milestone(each.percent(), occurredAt) : each);
    }
    return quest.with(milestones);
  }

  /**
   * Tells the most that progress means: the target, else the milestones, else the progress itself,
   * now or at the end of the window. A milestone tells how far the quest is, so nothing waits after
   * it; but it does not move the window, so that no flood of milestones starves the rest.
   */
  private Step<Board> tell(Board board, Quest before, Quest after, Instant occurredAt, Instant at) {
    if (after.hasReachedItsTarget()) {
      Quest completed = after.turned(Status.COMPLETED, null, after.applied(), at);
      return changed(board, completed, notifications.turned(board, completed, occurredAt, at));
    }
    List<Integer> passed = passed(before, after);
    if (!passed.isEmpty()) {
      Quest settled = after.with(after.told().settled());
      return changed(
          board, settled, notifications.milestone(board, settled, passed, occurredAt, at));
    }
    if (after.current().compareTo(before.current()) == 0) {
      return changed(board.with(after), List.of());
    }
    Instant toldAt = after.told().at();
    if (toldAt != null && at.isBefore(toldAt.plus(rules.progressInterval()))) {
      return changed(board.with(after.with(after.told().waiting())), List.of());
    }
    Quest shown = after.with(new Quest.Told(at, false));
    return changed(board, shown, notifications.progress(board, shown, occurredAt, at));
  }

  private static List<Integer> passed(Quest before, Quest after) {
    List<Integer> passed = new ArrayList<>();
    for (int i = 0; i < after.milestones().size(); i++) {
      if (!after.milestones().get(i).equals(before.milestones().get(i))) {
        passed.add(after.milestones().get(i).percent());
      }
    }
    return passed;
  }

  /** Ended quests are forgotten, overdue ones expire, and what waited for its window is told. */
  @Override
  public Step<Board> wake(Board board, Instant at) {
    List<Quest> quests = new ArrayList<>();
    List<Notification> told = new ArrayList<>();
    for (Quest quest : board.quests()) {
      if (at.isBefore(due(quest))) {
        quests.add(quest);
      } else if (!quest.status().isEnd()) {
        quests.add(woken(board, quest, at, told));
      }
    }
    return changed(new Board(board.account(), quests), told);
  }

  private Quest woken(Board board, Quest quest, Instant at, List<Notification> told) {
    if (at.isBefore(expiry(quest))) {
      Quest shown = quest.with(new Quest.Told(at, false));
      told.add(notifications.progress(board, shown, at, at));
      return shown;
    }
    Quest expired = quest.turned(Status.EXPIRED, null, quest.applied(), at);
    told.add(notifications.turned(board, expired, at, at));
    return expired;
  }

  /** When time does something to a quest. */
  private Instant due(Quest quest) {
    if (quest.status().isEnd()) {
      return quest.touchedAt().plus(rules.endedKept());
    }
    Instant expiry = expiry(quest);
    Instant toldAt = quest.told().at();
    if (toldAt == null || !quest.told().pending()) {
      return expiry;
    }
    Instant windowEnds = toldAt.plus(rules.progressInterval());
    return windowEnds.isBefore(expiry) ? windowEnds : expiry;
  }

  private Instant expiry(Quest quest) {
    Instant deadline = quest.plan().deadline();
    return deadline == null
        ? quest.touchedAt().plus(rules.idleExpiry())
        : deadline.plus(rules.deadlineGrace());
  }

  private Step<Board> changed(Board board, Quest quest, Notification told) {
    return changed(board.with(quest), List.of(told));
  }

  private Step<Board> changed(Board board, List<Notification> told) {
    Instant wakeAt = null;
    for (Quest quest : board.quests()) {
      Instant due = due(quest);
      if (wakeAt == null || due.isBefore(wakeAt)) {
        wakeAt = due;
      }
    }
    return new Step.Changed<>(wakeAt == null ? null : board, told, wakeAt);
  }
}
