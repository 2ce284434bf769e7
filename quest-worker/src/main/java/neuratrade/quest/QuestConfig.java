package neuratrade.quest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/**
 * The settings {@code neuratrade.quest.…}; what they mean is said at {@link QuestRules}. Durations
 * are ISO 8601.
 */
@ConfigMapping(prefix = QuestConfig.PREFIX)
public interface QuestConfig {

  String PREFIX = "neuratrade.quest";

  /** Percents of the target that are told when they are passed, for quests that name none. */
  @WithDefault("25,50,75,90")
  List<Integer> milestones();

  /** Other progress of a quest is told at most once in so long. */
  @WithDefault("PT5M")
  Duration progressInterval();

  /** How long after its deadline a quest expires. */
  @WithDefault("PT30S")
  Duration deadlineGrace();

  /** How long an ended quest is remembered, and how old a start may be. */
  @WithDefault("PT24H")
  Duration endedKept();

  /** A quest without a deadline of which nothing is heard for so long expires. */
  @WithDefault("P90D")
  Duration idleExpiry();

  /** Over how long the rate of progress is averaged. */
  @WithDefault("PT1H")
  Duration rateWindow();

  /** How many quests an account may have at a time. */
  @WithDefault("10000")
  int maxQuests();
}
