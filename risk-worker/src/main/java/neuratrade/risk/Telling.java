package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;

/** What the difference between an account before and after a judgement is worth telling. */
final class Telling {

  private Telling() {}

  /**
   * Both its level and its block. A fall through several levels tells the highest only, and the
   * breach that begins a block is told by the halt.
   */
  static void ofChange(Account before, Account after, Instant occurredAt, List<Notification> told) {
    if (before.level() == after.level() && before.blocks() == after.blocks()) {
      return;
    }
    boolean halted = !before.has(DRAWDOWN) && after.has(DRAWDOWN);
    if (!halted) {
      ofLevel(before, after, occurredAt, told);
    }
    ofBlock(before, after, occurredAt, told);
  }

  /** That the drawdown block began or was lifted by the rules. */
  static void ofBlock(Account before, Account after, Instant occurredAt, List<Notification> told) {
    if (before.has(DRAWDOWN) != after.has(DRAWDOWN)) {
      told.add(
          after.has(DRAWDOWN)
              ? DrawdownNotifications.halted(after, occurredAt)
              : DrawdownNotifications.blockLifted(after, occurredAt));
    }
  }

  /** That the level rose, or is normal again; steps down in between are not told. */
  private static void ofLevel(
      Account before, Account after, Instant occurredAt, List<Notification> told) {
    Level level = after.level();
    boolean rose = !before.level().isAtLeast(level);
    boolean recovered = level == Level.NORMAL && before.level() != Level.NORMAL;
    if (rose || recovered) {
      told.add(
          switch (level) {
            case NORMAL -> DrawdownNotifications.recovered(after, occurredAt);
            case WARNING -> DrawdownNotifications.warning(after, occurredAt);
            case CRITICAL -> DrawdownNotifications.critical(after, occurredAt);
            case BREACH -> DrawdownNotifications.haltedAgain(after, occurredAt);
          });
    }
  }
}
