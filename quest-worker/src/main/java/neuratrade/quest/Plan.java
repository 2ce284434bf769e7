package neuratrade.quest;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.jspecify.annotations.Nullable;

/**
 * What a quest is from its start to its end.
 *
 * @param id unique within its account
 * @param name for people
 * @param target above zero; null if only an event ends it
 */
public record Plan(
    String id,
    String name,
    Kind kind,
    Cadence cadence,
    @Nullable BigDecimal target,
    @Nullable Instant deadline) {

  public Plan {
    target = target == null ? null : Decimals.plain(target);
  }

  static Plan of(QuestStarted started) {
    return new Plan(
        started.questId(),
        started.name(),
        started.kind(),
        started.cadence(),
        started.target(),
        started.deadline());
  }
}
