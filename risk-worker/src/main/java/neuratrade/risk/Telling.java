package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Notification;

/** What the difference between an account before and after a judgement is worth telling. */
final class Telling {

  private final RiskNotifications notifications;

  Telling(RiskNotifications notifications) {
    this.notifications = notifications;
  }

  /**
   * Both its level and its block. A fall through several levels tells the highest only, and the
   * breach that begins a block is told by the halt.
   */
  List<Notification> ofChange(Account before, Account after, Instant occurredAt) {
    if (before.level() == after.level() && before.blocks().equals(after.blocks())) {
      return List.of();
    }
    List<Notification> told = new ArrayList<>();
    boolean halted = !before.has(DRAWDOWN) && after.has(DRAWDOWN);
    if (!halted) {
      told.addAll(ofLevel(before, after, occurredAt));
    }
    told.addAll(ofBlock(before, after, occurredAt));
    return told;
  }

  /** That the drawdown block began or was lifted by the rules. */
  List<Notification> ofBlock(Account before, Account after, Instant occurredAt) {
    if (before.has(DRAWDOWN) == after.has(DRAWDOWN)) {
      return List.of();
    }
    return List.of(
        after.has(DRAWDOWN)
            ? notifications.halted(after, occurredAt)
            : notifications.resumedByItself(after, occurredAt));
  }

  /** That the level rose, or is normal again; steps down in between are not told. */
  private List<Notification> ofLevel(Account before, Account after, Instant occurredAt) {
    Level level = after.level();
    boolean rose = !before.level().isAtLeast(level);
    boolean recovered = level == Level.NORMAL && before.level() != Level.NORMAL;
    if (!rose && !recovered) {
      return List.of();
    }
    return List.of(
        switch (level) {
          case NORMAL -> notifications.recovered(after, occurredAt);
          case WARNING -> notifications.warning(after, occurredAt);
          case CRITICAL -> notifications.critical(after, occurredAt);
          case BREACH -> notifications.haltedAgain(after, occurredAt);
        });
  }
}
