package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DAILY_LOSS;
import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.Block.Kind.MANUAL;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;

/** What people ask for. */
final class Commands {

  private Commands() {}

  static Account onHalt(Account account, HaltRequested halt, List<Notification> told) {
    if (account.has(MANUAL)) {
      return account;
    }
    told.add(CommandNotifications.halted(account, halt));
    return account.blocked(
        new Block(MANUAL, halt.occurredAt(), null, halt.reason(), halt.requestedBy()));
  }

  /**
   * Lifts the drawdown and the manual block, and that of the day's loss if it is asked to. With a
   * rebase drawdown counts from the present value on; without one, an account at or beyond its halt
   * limit stays blocked, since it would be halted again at once. What is not above zero is nothing
   * to rebase to.
   */
  static Account onResume(Account account, ResumeRequested resume, List<Notification> told) {
    boolean forgives = resume.overrideDaily() && account.has(DAILY_LOSS);
    if (!account.has(DRAWDOWN) && !account.has(MANUAL) && !forgives) {
      told.add(CommandNotifications.nothingToResume(account, resume));
      return account;
    }
    BigDecimal equity = account.equity();
    BigDecimal value = account.value();
    boolean rebases =
        resume.rebase()
            && equity != null
            && value != null
            && equity.signum() > 0
            && value.signum() > 0;
    if (!rebases && Judgement.isBreach(account)) {
      told.add(CommandNotifications.resumeRefused(account, resume));
      return account;
    }
    Account resumed = account.lifted(DRAWDOWN).lifted(MANUAL);
    if (forgives) {
      resumed = resumed.lifted(DAILY_LOSS).with(resumed.day().forgiven());
    }
    if (rebases && value != null) {
      Reference reference = Reference.setTo(value, account.reportedAt());
      resumed = Judgement.again(resumed.with(reference), resume.occurredAt());
    }
    told.add(CommandNotifications.resumed(resumed, resume, rebases));
    return resumed;
  }

  /**
   * Sets what drawdown is measured from; a reference that trails is never below the present value.
   * The level follows untold; but trading beyond the halt limit is blocked as ever, and no block
   * begins or ends untold.
   */
  static Account onPeakReset(Account account, PeakReset reset, List<Notification> told) {
    BigDecimal value = account.value();
    boolean trails = account.limits().measure().reference() == Measure.Kind.TRAILING;
    BigDecimal peak = trails && value != null ? reset.peak().max(value) : reset.peak();
    Instant at = reset.occurredAt();
    Account after = Judgement.again(account.with(Reference.setTo(peak, at)), at);
    told.add(CommandNotifications.peakReset(account, after, reset));
    Telling.ofBlock(account, after, at, told);
    return after;
  }

  /**
   * Sets all limits that the request names, or none if one makes no sense. Level and blocks follow
   * as after a reset of the peak. The day in progress ends when it would have ended.
   *
   * @param usual the limits of accounts without their own
   */
  static Account onLimits(Account account, LimitsSet set, Limits usual, List<Notification> told) {
    Instant at = set.occurredAt();
    AccountLimits limits;
    try {
      limits = account.accountLimits().with(set.limits(), usual, at);
    } catch (RefusedLimitException e) {
      told.add(CommandNotifications.limitsRejected(account, set, e));
      return account;
    }
    Account after =
        Judgement.again(remeasured(account.with(limits), account.limits().measure(), at), at);
    told.add(CommandNotifications.limitsSet(account, after, set));
    Telling.ofBlock(account, after, at, told);
    return Trades.judgedDay(after, at, told);
  }

  /** Another kind of reference goes on from the present one, unless it says where it begins. */
  private static Account remeasured(Account account, Measure before, Instant at) {
    Measure now = account.limits().measure();
    BigDecimal set = now.staticReference();
    boolean kindChanged = now.reference() != before.reference();
    return switch (now.reference()) {
      case TRAILING, TRAILING_EOD -> account;
      case STATIC ->
          set != null && (kindChanged || !set.equals(before.staticReference()))
              ? account.with(Reference.setTo(set, at))
              : account;
      case DAILY -> {
        Day.Opening opening = account.day().opening();
        yield kindChanged && opening != null && opening.base().signum() > 0
            ? account.with(Reference.setTo(opening.base(), opening.at()))
            : account;
      }
    };
  }
}
