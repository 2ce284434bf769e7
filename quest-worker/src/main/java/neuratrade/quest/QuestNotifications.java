package neuratrade.quest;

import static neuratrade.pipeline.message.Decimals.amount;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The words and the data of all that the quest worker tells: what happened, how far the quest is,
 * its target, what now. {@code at}, the broker's time, is when the time to go is counted from.
 */
final class QuestNotifications {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final QuestRules rules;

  QuestNotifications(QuestRules rules) {
    this.rules = rules;
  }

  Notification started(Board board, Quest quest, Instant occurredAt, Instant at) {
    BigDecimal target = quest.plan().target();
    Instant deadline = quest.plan().deadline();
    String message =
        "%s started %s.%s"
            .formatted(
                quest.plan().name(),
                target == null ? "without a target" : "towards " + amount(target),
                deadline == null ? "" : " It is due " + MINUTE.format(deadline) + ".");
    return notification(
        board, "started", Severity.LOW, "Quest started", message, occurredAt, data(quest, at));
  }

  Notification progress(Board board, Quest quest, Instant occurredAt, Instant at) {
    String message =
        "%s is at %s.%s".formatted(quest.plan().name(), position(quest), toGo(quest, at));
    return notification(
        board, "progress", Severity.LOW, "Quest progress", message, occurredAt, data(quest, at));
  }

  /**
   * @param passed percents, rising, at least one
   */
  Notification milestone(
      Board board, Quest quest, List<Integer> passed, Instant occurredAt, Instant at) {
    Map<String, Object> data = data(quest, at);
    data.put("milestone", passed.getLast());
    data.put("milestones", passed);
    return notification(
        board,
        "milestone",
        Severity.LOW,
        "Milestone %d %% reached".formatted(passed.getLast()),
        "%s passed %s: it is at %s.%s"
            .formatted(quest.plan().name(), percents(passed), position(quest), toGo(quest, at)),
        occurredAt,
        data);
  }

  /** That the quest's status is a new one. */
  Notification turned(Board board, Quest quest, Instant occurredAt, Instant at) {
    Map<String, Object> data = data(quest, at);
    String name = quest.plan().name();
    String position = position(quest);
    return switch (quest.status()) {
      case ACTIVE ->
          notification(
              board,
              "resumed",
              Severity.LOW,
              "Quest resumed",
              "%s is active again at %s.%s".formatted(name, position, toGo(quest, at)),
              occurredAt,
              data);
      case PAUSED ->
          notification(
              board,
              "paused",
              Severity.LOW,
              "Quest paused",
              "%s is paused at %s. %s".formatted(name, position, whilePaused(quest)),
              occurredAt,
              data);
      case COMPLETED ->
          notification(
              board,
              "completed",
              Severity.MEDIUM,
              "Quest completed",
              (quest.hasReachedItsTarget() ? "%s reached its target: %s." : "%s is done at %s.")
                  .formatted(name, position),
              occurredAt,
              data);
      case CANCELLED ->
          notification(
              board,
              "cancelled",
              Severity.LOW,
              "Quest cancelled",
              "%s was cancelled at %s and counts no further.".formatted(name, position),
              occurredAt,
              data);
      case FAILED -> {
        String error = String.valueOf(quest.error());
        data.put("error", error);
        yield notification(
            board,
            "failed",
            Severity.HIGH,
            "Quest failed",
            "%s failed at %s and counts no further: %s".formatted(name, position, error),
            occurredAt,
            data);
      }
      case EXPIRED -> {
        Instant deadline = quest.plan().deadline();
        data.put("reason", deadline == null ? "idle" : "deadline");
        yield notification(
            board,
            "expired",
            Severity.MEDIUM,
            "Quest expired",
            expired(quest, deadline),
            occurredAt,
            data);
      }
    };
  }

  private String expired(Quest quest, @Nullable Instant deadline) {
    String name = quest.plan().name();
    String position = position(quest);
    return deadline == null
        ? "Nothing was heard of %s for %s. It got to %s and counts no further."
            .formatted(name, TimeRemaining.text(rules.idleExpiry()), position)
        : "%s was due %s and got to %s. It counts no further."
            .formatted(name, MINUTE.format(deadline), position);
  }

  private static String whilePaused(Quest quest) {
    Instant deadline = quest.plan().deadline();
    return deadline == null
        ? "Its progress still counts."
        : "Its progress still counts, and it is still due " + MINUTE.format(deadline) + ".";
  }

  private static String position(Quest quest) {
    BigDecimal target = quest.plan().target();
    return target == null
        ? amount(quest.current())
        : "%s of %s (%d %%)".formatted(amount(quest.current()), amount(target), quest.percent());
  }

  private static String toGo(Quest quest, Instant at) {
    return switch (TimeRemaining.of(quest, at)) {
      case null -> "";
      case TimeRemaining.DUE_NOW -> " It is due now.";
      case String remaining -> " Time to go: " + remaining + ".";
    };
  }

  /** {@code 25 %, 50 % and 75 %}. */
  private static String percents(List<Integer> percents) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < percents.size(); i++) {
      if (i > 0) {
        text.append(i == percents.size() - 1 ? " and " : ", ");
      }
      text.append(percents.get(i)).append(" %");
    }
    return text.toString();
  }

  private static Map<String, Object> data(Quest quest, Instant at) {
    Plan plan = quest.plan();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("quest_id", plan.id());
    data.put("name", plan.name());
    data.put("kind", plan.kind().text());
    data.put("cadence", plan.cadence().text());
    data.put("status", quest.status().text());
    data.put("current", amount(quest.current()));
    putIfKnown(data, "target", plan.target() == null ? null : amount(plan.target()));
    putIfKnown(data, "percent", quest.percent());
    putIfKnown(data, "time_remaining", TimeRemaining.of(quest, at));
    putIfKnown(data, "deadline", plan.deadline() == null ? null : plan.deadline().toString());
    return data;
  }

  private static void putIfKnown(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value);
    }
  }

  private static Notification notification(
      Board board,
      String type,
      Severity severity,
      String title,
      String message,
      Instant occurredAt,
      Map<String, Object> data) {
    return new Notification(
        "quest." + type, "quests:" + board.account(), severity, title, message, occurredAt, data);
  }
}
