package neuratrade.quest;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import neuratrade.properties.FoldDesk;
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

  /** One account under the fold. */
  static final class Desk extends FoldDesk<Board, QuestEvent> {

    Desk(QuestRules rules) {
      super(new QuestFold(rules));
    }

    Desk() {
      this(QuestRules.DEFAULT);
    }

    List<Notification> wake(long second) {
      return wake(second(second));
    }

    Quest quest() {
      return quest(QUEST);
    }

    Quest quest(String id) {
      return requireNonNull(state().find(id));
    }
  }
}
