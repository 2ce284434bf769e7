package neuratrade.pipeline.message;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of {@code quest.events}, each of one quest of one account. */
public sealed interface QuestEvent extends Event {

  String accountId();

  /** The quest's name within its account. */
  String questId();

  @Override
  default String aggregate() {
    return accountId();
  }

  /** What makes a quest go on. */
  enum Kind {
    ROUTINE,
    TRIGGERED,
    GOAL,
    ARBITRAGE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /** How often a quest is worked at. */
  enum Cadence {
    MICRO,
    HOURLY,
    DAILY,
    WEEKLY,
    ONETIME;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  /**
   * A quest begins, at 0.
   *
   * @param name for people
   * @param target above zero; null if only its end ends it
   * @param deadline null if there is none
   * @param milestones rising percents of the target, 1 to 99, at most 16; null for the usual ones
   */
  record QuestStarted(
      String id,
      Instant occurredAt,
      String accountId,
      String questId,
      String name,
      Kind kind,
      Cadence cadence,
      @Nullable BigDecimal target,
      @Nullable Instant deadline,
      @Nullable List<Integer> milestones)
      implements QuestEvent {

    public QuestStarted {
      milestones = milestones == null ? null : List.copyOf(milestones);
    }
  }

  /**
   * A quest got on. Exactly one of {@code current} and {@code increment} is there.
   *
   * @param current how far it is
   * @param increment by how much it rose, not negative
   * @param checkpoint what its producer wants kept: a JSON object as it came, at most {@value
   *     QuestEventDecoder#MAX_CHECKPOINT_BYTES} bytes in UTF-8
   */
  record QuestProgressed(
      String id,
      Instant occurredAt,
      String accountId,
      String questId,
      @Nullable BigDecimal current,
      @Nullable BigDecimal increment,
      @JsonRawValue @Nullable String checkpoint)
      implements QuestEvent {

    public QuestProgressed {
      if ((current == null) == (increment == null)) {
        throw new IllegalArgumentException("progress is either how far or by how much");
      }
    }
  }

  /** Nobody works at it for now. */
  record QuestPaused(String id, Instant occurredAt, String accountId, String questId)
      implements QuestEvent {}

  /** It is worked at again. */
  record QuestResumed(String id, Instant occurredAt, String accountId, String questId)
      implements QuestEvent {}

  /** Somebody gave it up. */
  record QuestCancelled(String id, Instant occurredAt, String accountId, String questId)
      implements QuestEvent {}

  /** It is done, whatever its progress says. */
  record QuestCompleted(String id, Instant occurredAt, String accountId, String questId)
      implements QuestEvent {}

  /**
   * It cannot go on.
   *
   * @param error why, in words
   */
  record QuestFailed(String id, Instant occurredAt, String accountId, String questId, String error)
      implements QuestEvent {}
}
