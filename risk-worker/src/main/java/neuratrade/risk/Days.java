package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DAILY_LOSS;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;

/** How a trading day ends and the next one begins: with the first event after the boundary. */
final class Days {

  private Days() {}

  /** The account on the day of {@code at}, adding to {@code told} what that is worth telling. */
  static Account begun(Account account, Instant at, List<Notification> told) {
    if (at.isBefore(account.day().ends())) {
      return account;
    }
    Limits limits = account.limits();
    Instant ends = limits.day().endOfDay(at);
    Standing standing = account.standing();
    BigDecimal equity = standing.equity();
    if (equity == null) {
      return account.lifted(DAILY_LOSS).with(Day.begun(ends, null));
    }
    BigDecimal balance = standing.balance();
    Instant reportedAt = account.reportedAt();
    Day.Opening opening = Day.Opening.of(reportedAt, equity, balance);
    Account next = account.lifted(DAILY_LOSS).with(Day.begun(ends, opening));
    Reference reference =
        standing.reference().afterDay(equity, balance, limits.measure(), reportedAt);
    if (reference != standing.reference()) {
      next = Judgement.again(next.with(reference), at);
      Telling.ofChange(account, next, at, told);
    }
    if (account.has(DAILY_LOSS)) {
      told.add(TradeNotifications.newDay(next, at));
    }
    return next;
  }
}
