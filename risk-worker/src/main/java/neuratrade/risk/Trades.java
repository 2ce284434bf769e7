package neuratrade.risk;

import static neuratrade.risk.Block.Kind.PAUSE;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;

/** What closed trades lead to: the day's loss, the pause after losses in a row, and the size. */
final class Trades {

  private Trades() {}

  /** A trade belongs to the day of {@code at}, its record's time. */
  static Account onTrade(Account account, TradeClosed trade, Instant at, List<Notification> told) {
    LossLimits limits = account.limits().losses();
    Account after =
        account
            .with(account.day().plus(trade.pnl()))
            .with(account.streak().after(trade.pnl(), limits));
    if (trade.pnl().signum() >= 0) {
      return after;
    }
    after = judgedDay(after, trade.occurredAt(), told);
    if (after.streak().losses() >= limits.inRow() && !after.has(PAUSE)) {
      Instant until = at.plus(limits.pause());
      after = after.blocked(Block.ofRule(PAUSE, trade.occurredAt(), until));
      told.add(TradeNotifications.lossesInRow(after, trade, until));
    }
    return after;
  }

  /** The account, blocked and told if its day lost too much. */
  static Account judgedDay(Account account, Instant occurredAt, List<Notification> told) {
    Account judged = Judgement.ofDay(account, occurredAt);
    if (judged != account) {
      told.add(TradeNotifications.dayLost(judged, occurredAt));
    }
    return judged;
  }

  /** The pause is over once its time has come, and with it the count that led to it. */
  static Account afterPause(Account account, Instant at, List<Notification> told) {
    Block pause = account.block(PAUSE);
    Instant until = pause == null ? null : pause.until();
    if (pause == null || until == null || at.isBefore(until)) {
      return account;
    }
    Account after = account.lifted(PAUSE).with(account.streak().paused());
    told.add(TradeNotifications.pauseEnded(after, pause, at));
    return after;
  }
}
