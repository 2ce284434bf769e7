package neuratrade.risk;

import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.percent;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;

/** The words for what an account's equity leads to: what happened, the number, the limit. */
final class DrawdownNotifications {

  private DrawdownNotifications() {}

  static Notification warning(Account account, Instant occurredAt) {
    BigDecimal limit = account.limits().drawdown().warning();
    return new Facts()
        .worth(account)
        .tell(
            account,
            "risk.warning_drawdown",
            Severity.MEDIUM,
            "Drawdown warning",
            reached(account, "warning limit", percent(limit)) + " " + toTheHalt(account),
            occurredAt);
  }

  static Notification critical(Account account, Instant occurredAt) {
    BigDecimal limit = account.limits().drawdown().critical();
    return new Facts()
        .worth(account)
        .tell(
            account,
            "risk.critical_drawdown",
            Severity.HIGH,
            "Critical drawdown",
            reached(account, "critical limit", percent(limit)) + " " + toTheHalt(account),
            occurredAt);
  }

  static Notification halted(Account account, Instant occurredAt) {
    return new Facts()
        .worth(account)
        .tell(
            account,
            "risk.halt",
            Severity.CRITICAL,
            "Trading halted",
            reached(account, "halt limit", Facts.haltLimit(account)),
            occurredAt);
  }

  static Notification haltedAgain(Account account, Instant occurredAt) {
    return new Facts()
        .worth(account)
        .put("repeated", true)
        .tell(
            account,
            "risk.halt",
            Severity.CRITICAL,
            "Halt limit reached again",
            reached(account, "halt limit", Facts.haltLimit(account)) + " Trading is still halted.",
            occurredAt);
  }

  static Notification recovered(Account account, Instant occurredAt) {
    return new Facts()
        .worth(account)
        .blocks(account)
        .tell(
            account,
            "risk.recovery",
            Severity.LOW,
            "Drawdown recovered",
            "%s. %s".formatted(recovery(account), Facts.permission(account)),
            occurredAt);
  }

  static Notification blockLifted(Account account, Instant occurredAt) {
    String why = recovery(account) + ", so its block is lifted.";
    return Facts.resumedByItself(account, "Drawdown block lifted", why, occurredAt);
  }

  static Notification equityStale(Account account, Instant at) {
    int open = account.feed().openPositions();
    String stake =
        open == 0
            ? "trading is halted"
            : "%d %s open".formatted(open, open == 1 ? "position is" : "positions are");
    return new Facts()
        .put("quiet_since", account.feed().quietSince().toString())
        .put("open_positions", open)
        .worth(account)
        .blocks(account)
        .tell(
            account,
            "risk.equity_stale",
            Severity.MEDIUM,
            "No equity reports",
            "No equity came for %d min while %s. No drawdown is noticed until it comes again."
                .formatted(Feed.EQUITY_EXPECTED.toMinutes(), stake),
            at);
  }

  private static String reached(Account account, String name, String limit) {
    BigDecimal equity = account.equity();
    boolean wipedOut = account.drawdown() == null || (equity != null && equity.signum() <= 0);
    return wipedOut && account.level() == Level.BREACH
        ? Facts.lost(account)
        : "Drawdown %s reached the %s of %s.".formatted(Facts.drawdown(account), name, limit);
  }

  /** Where trading halts and how far that is, as exact as the value was told; or that it did. */
  private static String toTheHalt(Account account) {
    BigDecimal peak = account.peak();
    BigDecimal value = account.value();
    if (peak == null || value == null || !account.isTradingAllowed()) {
      return Facts.permission(account);
    }
    BigDecimal headroom = value.subtract(account.limits().floor(peak));
    return "Trading halts at %s, the headroom is %s."
        .formatted(
            Facts.haltLimit(account),
            amount(headroom.setScale(Math.max(value.scale(), 2), RoundingMode.DOWN)));
  }

  private static String recovery(Account account) {
    BigDecimal peak = account.peak();
    BigDecimal mark =
        peak == null
            ? BigDecimal.ZERO
            : ratio(new Fall(peak, BigDecimal.ZERO, account.limits()).recoveryMark(), peak);
    return "Drawdown %s is within the recovery mark of %s"
        .formatted(Facts.drawdown(account), percent(mark));
  }
}
