package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestCancelled;
import neuratrade.pipeline.message.QuestEvent.QuestCompleted;
import neuratrade.pipeline.message.QuestEvent.QuestFailed;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.jspecify.annotations.Nullable;

/** Reads {@code quest.events}; the schemas are {@code schemas/quest.events/<type>.json}. */
public final class QuestEventDecoder implements EventDecoder<QuestEvent> {

  /** The longest checkpoint that is taken. */
  public static final int MAX_CHECKPOINT_BYTES = 8 * 1024;

  private static final int MAX_MILESTONES = 16;

  private final Fields fields = new Fields();

  @Override
  public QuestEvent decode(byte[] value, Instant at) throws UnreadableException {
    fields.read(value);
    String type = fields.text("type");
    return switch (type) {
      case "quest_started" ->
          new QuestStarted(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"),
              fields.text("name"),
              fields.oneOf("kind", Kind.class),
              fields.oneOf("cadence", Cadence.class),
              target(),
              fields.optionalTime("deadline"),
              fields.optionalPercents("milestones", MAX_MILESTONES));
      case "quest_progressed" ->
          progressed(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"));
      case "quest_paused" ->
          new QuestPaused(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"));
      case "quest_resumed" ->
          new QuestResumed(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"));
      case "quest_cancelled" ->
          new QuestCancelled(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"));
      case "quest_completed" ->
          new QuestCompleted(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"));
      case "quest_failed" ->
          new QuestFailed(
              fields.id(),
              fields.occurredAt(at),
              fields.name("account_id"),
              fields.name("quest_id"),
              fields.text("error"));
      default -> throw new UnreadableException(Reason.UNKNOWN_TYPE, "no event is called " + type);
    };
  }

  @Override
  public boolean clockWasAhead() {
    return fields.clockWasAhead();
  }

  private @Nullable BigDecimal target() throws UnreadableException {
    BigDecimal target = fields.optionalDecimal("target");
    if (target != null && target.signum() <= 0) {
      throw Fields.invalid("target", "is not above zero");
    }
    return target;
  }

  private QuestProgressed progressed(
      String id, Instant occurredAt, String accountId, String questId) throws UnreadableException {
    BigDecimal current = fields.optionalDecimal("current");
    BigDecimal increment = fields.optionalDecimal("increment");
    if (current == null && increment == null) {
      throw new UnreadableException(Reason.MISSING_FIELD, "current or increment is missing");
    }
    if (current != null && increment != null) {
      throw Fields.invalid("increment", "stands beside current: only one of them may");
    }
    if (increment != null && increment.signum() < 0) {
      throw Fields.invalid("increment", "is below zero");
    }
    return new QuestProgressed(
        id,
        occurredAt,
        accountId,
        questId,
        current,
        increment,
        fields.optionalObject("checkpoint", MAX_CHECKPOINT_BYTES));
  }
}
