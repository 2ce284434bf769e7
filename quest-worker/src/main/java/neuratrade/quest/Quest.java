package neuratrade.quest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a quest.
 *
 * @param current how far it is; it never goes down
 * @param milestones rising; none without a target
 * @param pace null before the first progress
 * @param checkpoint the newest, a JSON object as its producer wrote it
 * @param error why it failed
 * @param touchedAt the broker's time of the newest event that changed it, or of its expiry
 */
public record Quest(
    Plan plan,
    Status status,
    BigDecimal current,
    List<Milestone> milestones,
    @Nullable Pace pace,
    @Nullable String checkpoint,
    @Nullable String error,
    Applied applied,
    Told told,
    Instant touchedAt) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * What was applied, by which late and repeated events are known.
   *
   * @param changes of the status
   * @param reports that said how far the quest is
   */
  public record Applied(Newest changes, Newest reports, RecentIds increments) {

    static final int INCREMENTS = 64;

    static final Applied NOTHING =
        new Applied(Newest.NONE, Newest.NONE, RecentIds.ofLast(INCREMENTS));

    Applied withChange(Instant occurredAt, String id) {
      return new Applied(changes.with(occurredAt, id), reports, increments);
    }

    Applied withReport(Instant occurredAt, String id) {
      return new Applied(changes, reports.with(occurredAt, id), increments);
    }

    Applied withIncrement(Instant occurredAt, String id) {
      return new Applied(changes, reports, increments.with(occurredAt, id));
    }
  }

  /**
   * What people know of its progress.
   *
   * @param at the broker's time at which {@code quest.progress} was told last; null if never
   * @param pending whether there is newer progress that waits for the end of the window
   */
  public record Told(@Nullable Instant at, boolean pending) {

    static final Told NOTHING = new Told(null, false);

    Told waiting() {
      return pending ? this : new Told(at, true);
    }

    Told settled() {
      return pending ? new Told(at, false) : this;
    }
  }

  public Quest {
    current = Decimals.plain(current);
    milestones = List.copyOf(milestones);
  }

  static Quest started(Plan plan, List<Milestone> milestones, Applied applied, Instant at) {
    return new Quest(
        plan,
        Status.ACTIVE,
        BigDecimal.ZERO,
        milestones,
        null,
        null,
        null,
        applied,
        Told.NOTHING,
        at);
  }

  public String id() {
    return plan.id();
  }

  /** Of the target, rounded down, 0 to 100; null without a target. */
  public @Nullable Integer percent() {
    BigDecimal target = plan.target();
    return target == null
        ? null
        : current
            .multiply(HUNDRED)
            .divideToIntegralValue(target)
            .min(HUNDRED)
            .max(BigDecimal.ZERO)
            .intValue();
  }

  boolean hasReachedItsTarget() {
    BigDecimal target = plan.target();
    return target != null && current.compareTo(target) >= 0;
  }

  Quest progressed(
      BigDecimal current, Pace pace, @Nullable String checkpoint, Applied applied, Instant at) {
    return new Quest(plan, status, current, milestones, pace, checkpoint, error, applied, told, at);
  }

  Quest turned(Status status, @Nullable String error, Applied applied, Instant at) {
    return new Quest(plan, status, current, milestones, pace, checkpoint, error, applied, told, at);
  }

  Quest with(List<Milestone> milestones) {
    return new Quest(
        plan, status, current, milestones, pace, checkpoint, error, applied, told, touchedAt);
  }

  Quest with(Told told) {
    return new Quest(
        plan, status, current, milestones, pace, checkpoint, error, applied, told, touchedAt);
  }
}
