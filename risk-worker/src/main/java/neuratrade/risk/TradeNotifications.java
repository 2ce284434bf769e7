package neuratrade.risk;

import static java.util.Objects.requireNonNull;
import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.percent;
import static neuratrade.pipeline.message.Decimals.plain;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import neuratrade.pipeline.message.Severity;

/** The words for what closed trades lead to. */
final class TradeNotifications {

  private TradeNotifications() {}

  static Notification dayLost(Account account, Instant occurredAt) {
    Day day = account.day();
    BigDecimal opening = requireNonNull(day.opening()).equity();
    BigDecimal part = account.limits().day().loss();
    String lost = amount(day.pnl().negate());
    String limit = amount(plain(part.multiply(opening)));
    return new Facts()
        .put("day_loss", lost)
        .put("limit", limit)
        .put("daily_loss", ratio(part))
        .put("opening", amount(opening))
        .put("until", day.ends().toString())
        .blocks(account)
        .tell(
            account,
            "risk.daily_loss_limit",
            Severity.CRITICAL,
            "Daily loss limit",
            "The day's loss of %s reached the limit of %s of %s. Trading is halted until %s."
                .formatted(lost, percent(part), amount(opening), Facts.minute(day.ends())),
            occurredAt);
  }

  static Notification newDay(Account account, Instant at) {
    return Facts.resumedByItself(account, "Daily loss block lifted", "A new day has begun.", at);
  }

  static Notification lossesInRow(Account account, TradeClosed trade, Instant until) {
    LossLimits limits = account.limits().losses();
    int losses = account.streak().losses();
    Facts facts =
        new Facts()
            .put("losses", losses)
            .put("limit", limits.inRow())
            .put("pause", limits.pause().toString())
            .put("until", until.toString())
            .put("size_multiplier", ratio(account.streak().size()));
    if (trade.strategy() != null) {
      facts.put("strategy", trade.strategy());
    }
    return facts
        .blocks(account)
        .tell(
            account,
            "risk.consecutive_losses",
            Severity.HIGH,
            "Losses in a row",
            "%d %s in a row reached the limit of %d. Trading pauses for %s."
                .formatted(
                    losses, losses == 1 ? "loss" : "losses", limits.inRow(), said(limits.pause())),
            trade.occurredAt());
  }

  static Notification pauseEnded(Account account, Block pause, Instant at) {
    return new Facts()
        .put("since", pause.since().toString())
        .blocks(account)
        .tell(
            account,
            "risk.pause_ended",
            Severity.LOW,
            "Pause ended",
            "The pause after losses in a row is over. " + Facts.permission(account),
            at);
  }

  private static String said(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
