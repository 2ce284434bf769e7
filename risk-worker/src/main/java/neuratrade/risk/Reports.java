package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import org.jspecify.annotations.Nullable;

/** What an account's reports and cash moves say of its worth. */
final class Reports {

  private Reports() {}

  static Account onEquity(Account account, EquityReported report, List<Notification> told) {
    Account judged = worth(account, report.equity(), report.balance(), report.occurredAt(), told);
    Telling.ofChange(account, judged, report.occurredAt(), told);
    return judged;
  }

  /**
   * A cash move says two things. Just before it the account was worth equity − amount, which is
   * judged like a report, so that cash hides no drawdown. And all that is measured from goes on by
   * the same factor as equity, so that it makes none. A move that is older than the newest report
   * changes only the latter: that report holds the cash already.
   *
   * @param usual the limits of accounts without their own
   */
  static Account onCash(Account account, CashMoved cash, Limits usual, List<Notification> told) {
    Instant occurredAt = cash.occurredAt();
    BigDecimal amount = cash.amount();
    BigDecimal balance = cash.balance();
    boolean late = account.applied().makesLate(cash);
    Account before = account;
    // A reference that was set before the first equity says nothing of what the account was worth.
    if (!late && account.peak() != null && account.equity() != null) {
      BigDecimal balanceBefore = balance == null ? null : balance.subtract(amount);
      before =
          Judgement.ofWorth(account, cash.equity().subtract(amount), balanceBefore, occurredAt);
      Telling.ofChange(account, before, occurredAt, told);
    }
    Account moved = moved(before, cash, usual);
    Account after = moved;
    if (late) {
      after = Judgement.again(moved, occurredAt);
    } else if (cash.equity().signum() == 0) {
      after = moved.with(moved.standing().worth(cash.equity(), balance));
    } else {
      after = worth(moved, cash.equity(), balance, occurredAt, told);
    }
    Telling.ofChange(before, after, occurredAt, told);
    return after;
  }

  /** A worth also opens a day that began without one. */
  private static Account worth(
      Account account,
      BigDecimal equity,
      @Nullable BigDecimal balance,
      Instant occurredAt,
      List<Notification> told) {
    Account judged = Judgement.ofWorth(account, equity, balance, occurredAt);
    if (judged.day().opening() != null) {
      return judged;
    }
    Day.Opening opening = Day.Opening.of(account.reportedAt(), equity, balance);
    Account opened = judged.with(judged.day().with(opening));
    return Trades.judgedDay(opened, occurredAt, told);
  }

  private static Account moved(Account account, CashMoved cash, Limits usual) {
    BigDecimal after = cash.equity();
    BigDecimal before = after.subtract(cash.amount());
    Instant at = cash.occurredAt();
    Measure measure = account.limits().measure();
    BigDecimal raisedTo =
        measure.reference() == Measure.Kind.TRAILING
            ? measure.valueOf(after, cash.balance())
            : null;
    Account moved =
        account.with(account.standing().reference().movedBy(before, after, raisedTo, at));
    Day.Opening opening = account.day().opening();
    if (opening != null) {
      Day.Opening next = opening.movedBy(before, after, at);
      moved = moved.with(account.day().with(next.equity().signum() == 0 ? null : next));
    }
    return moved.with(account.accountLimits().movedBy(before, after, at, usual));
  }
}
