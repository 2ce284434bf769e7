package neuratrade.quest;

import java.time.Duration;
import java.util.List;

/**
 * What the quest worker goes by.
 *
 * @param milestones percents of the target for quests that name none of their own
 * @param progressInterval of a quest, {@code quest.progress} is told at most once in so long
 * @param deadlineGrace how long after its deadline a quest expires
 * @param endedKept how long an ended quest is remembered, and how old an event may be that finds no
 *     quest: one age for both, so that no late start brings back a quest that was forgotten
 * @param idleExpiry a quest without a deadline of which nothing is heard for so long expires
 * @param rateWindow over how long the rate of progress is averaged
 * @param maxQuests an account may have at a time, ended ones among them
 */
public record QuestRules(
    List<Integer> milestones,
    Duration progressInterval,
    Duration deadlineGrace,
    Duration endedKept,
    Duration idleExpiry,
    Duration rateWindow,
    int maxQuests) {

  // Before the default, whose making looks at them.
  private static final int MAX_MILESTONES = 16;
  private static final Duration LONGEST = Duration.ofDays(3650);

  public static final QuestRules DEFAULT =
      new QuestRules(
          List.of(25, 50, 75, 90),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(24),
          Duration.ofDays(90),
          Duration.ofHours(1),
          10_000);

  /**
   * @throws IllegalArgumentException that begins with the key, in the form in which configuration
   *     writes it, and says what it must be
   */
  public QuestRules {
    milestones = List.copyOf(milestones);
    checkMilestones(milestones);
    checkDuration("progress-interval", progressInterval, Duration.ofMillis(1));
    checkDuration("deadline-grace", deadlineGrace, Duration.ZERO);
    checkDuration("ended-kept", endedKept, Duration.ofMillis(1));
    checkDuration("idle-expiry", idleExpiry, Duration.ofMillis(1));
    checkDuration("rate-window", rateWindow, Duration.ofMillis(1));
    if (maxQuests < 1) {
      throw refused("max-quests", maxQuests, "it must be at least 1");
    }
  }

  private static void checkMilestones(List<Integer> milestones) {
    if (milestones.size() > MAX_MILESTONES) {
      throw refused("milestones", milestones, "there must be at most " + MAX_MILESTONES);
    }
    int before = 0;
    for (int percent : milestones) {
      if (percent <= before || percent > 99) {
        throw refused("milestones", milestones, "they must be rising percents from 1 to 99");
      }
      before = percent;
    }
  }

  private static void checkDuration(String key, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw refused(key, value, "it must be within %s and %s".formatted(least, LONGEST));
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String what) {
    return new IllegalArgumentException("%s is %s: %s".formatted(key, value, what));
  }
}
