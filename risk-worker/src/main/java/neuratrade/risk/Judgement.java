package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DAILY_LOSS;
import static neuratrade.risk.Block.Kind.DRAWDOWN;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What values and losses make of an account, by its limits. */
final class Judgement {

  private Judgement() {}

  /**
   * The account with this worth: its reference is raised to it, or the fall below the reference
   * decides on level and block. Equity at or below zero is a breach whatever the floor.
   */
  static Account ofWorth(
      Account account, BigDecimal equity, @Nullable BigDecimal balance, Instant occurredAt) {
    Limits limits = account.limits();
    Standing standing = account.standing();
    Reference reference =
        standing.reference().after(equity, balance, limits.measure(), account.reportedAt());
    BigDecimal peak = reference.value();
    BigDecimal value = limits.measure().valueOf(equity, balance);
    if (peak == null) {
      return withoutReference(account, equity, balance, occurredAt);
    }
    Fall fall = new Fall(peak, peak.subtract(value), limits);
    boolean wipedOut = equity.signum() <= 0;
    Level level = wipedOut ? Level.BREACH : fall.level(standing.level());
    BigDecimal deepest = standing.maxDrawdown().max(fall.ratio());
    Account judged = account.with(new Standing(level, equity, balance, reference, deepest));
    if (level == Level.BREACH && (wipedOut || fall.isBreach())) {
      return halted(judged, occurredAt);
    }
    boolean recovered = limits.drawdown().autoResume() && level == Level.NORMAL;
    return recovered && fall.amount().compareTo(fall.recoveryMark()) <= 0
        ? judged.lifted(DRAWDOWN)
        : judged;
  }

  /**
   * An account that is first heard of with nothing, or that owes, is wiped out and halted. One that
   * was emptied by a withdrawal and still has nothing is as it was.
   */
  private static Account withoutReference(
      Account account, BigDecimal equity, @Nullable BigDecimal balance, Instant occurredAt) {
    Standing standing = account.standing();
    if (equity.signum() == 0 && standing.equity() != null) {
      return account.with(standing.worth(equity, balance));
    }
    return halted(
        account.with(
            new Standing(
                Level.BREACH, equity, balance, standing.reference(), standing.maxDrawdown())),
        occurredAt);
  }

  private static Account halted(Account account, Instant since) {
    return account.has(DRAWDOWN) ? account : account.blocked(Block.ofRule(DRAWDOWN, since, null));
  }

  /** The account again as it stands, after its reference or its limits were changed. */
  static Account again(Account account, Instant occurredAt) {
    BigDecimal equity = account.equity();
    return equity == null
        ? account
        : ofWorth(account, equity, account.standing().balance(), occurredAt);
  }

  /** Whether the account is at or beyond its halt limit now, whatever its level. */
  static boolean isBreach(Account account) {
    BigDecimal peak = account.peak();
    BigDecimal equity = account.equity();
    BigDecimal value = account.value();
    if (peak == null || equity == null || value == null) {
      return account.level() == Level.BREACH;
    }
    return equity.signum() <= 0
        || new Fall(peak, peak.subtract(value), account.limits()).isBreach();
  }

  /** The account, blocked until the day's end if its trades lost what a day may lose. */
  static Account ofDay(Account account, Instant occurredAt) {
    boolean lost = account.day().hasLost(account.limits().day().loss());
    return lost && !account.has(DAILY_LOSS)
        ? account.blocked(Block.ofRule(DAILY_LOSS, occurredAt, account.day().ends()))
        : account;
  }
}
