package neuratrade.risk;

import static neuratrade.risk.Block.Kind.DRAWDOWN;
import static neuratrade.risk.Block.Kind.MANUAL;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an account's equity becomes a drawdown level and a halt, and by which its
 * owner is told.
 *
 * <p>Two things are kept apart. The level follows the drawdown up and down:
 *
 * <pre>
 *              drawdown ≥ threshold of the level
 *   normal ──▶ warning ──▶ critical ──▶ breach        (several at once if it falls that far)
 *          ◀──         ◀──          ◀──
 *              drawdown ≤ threshold − margin
 * </pre>
 *
 * A block begins with the breach and stays, whatever becomes of the level, until somebody resumes
 * the account or, if that is switched on, until it has recovered.
 */
public final class RiskFold implements Fold<Account, RiskEvent> {

  /** An account with something at stake whose equity is not heard of for so long is told. */
  static final Duration EQUITY_EXPECTED = Duration.ofMinutes(10);

  private static final Level[] RISING = {Level.WARNING, Level.CRITICAL, Level.BREACH};

  private final Limits limits;
  private final RiskNotifications notifications;
  private final Telling telling;

  public RiskFold(Limits limits) {
    this.limits = limits;
    this.notifications = new RiskNotifications(limits);
    this.telling = new Telling(notifications);
  }

  @Override
  public Step<Account> apply(@Nullable Account known, RiskEvent event, Instant at) {
    Account account = known == null ? Account.unknown(event.accountId(), at) : known;
    return switch (event) {
      case EquityReported report -> onEquity(account, report, at);
      case CashMoved cash -> onCash(account, cash, at);
      case HaltRequested halt -> onHalt(account, halt);
      case ResumeRequested resume -> onResume(account, resume);
      case PeakReset reset -> onPeakReset(account, reset);
    };
  }

  private Step<Account> onEquity(Account account, EquityReported report, Instant at) {
    if (account.applied().reports().makesStale(report.occurredAt(), report.id())) {
      return new Step.Stale<>();
    }
    Account judged = judged(account.heard(report, at), report.equity(), report.occurredAt());
    return changed(judged, telling.ofChange(account, judged, report.occurredAt()));
  }

  /**
   * A cash move says two things. Just before it the account was worth equity − amount, which is
   * judged like a report, so that cash hides no drawdown. And reference and equity go on by the
   * same factor, so that it makes none. A move that is older than the newest report changes only
   * the reference: that report holds the cash already.
   */
  private Step<Account> onCash(Account account, CashMoved cash, Instant at) {
    Instant occurredAt = cash.occurredAt();
    if (account.applied().cashMoves().makesStale(occurredAt, cash.id())) {
      return new Step.Stale<>();
    }
    boolean late = account.applied().reports().at().isAfter(occurredAt);
    Account.Feed feed = account.feed();
    Account before =
        account.with(
            account.applied().withCash(occurredAt, cash.id()),
            late ? feed : new Account.Feed(at, feed.openPositions(), false));
    if (!late && before.reference().value() != null) {
      before = judged(before, cash.equity().subtract(cash.amount()), occurredAt);
    }
    BigDecimal equity = late ? account.equity() : cash.equity();
    Account after =
        before.with(before.reference().movedBy(cash.amount(), cash.equity(), occurredAt));
    if (equity != null) {
      boolean emptied = !late && equity.signum() == 0;
      after = emptied ? after.withEquity(equity) : judged(after, equity, occurredAt);
    }
    List<Notification> told = new ArrayList<>(telling.ofChange(account, before, occurredAt));
    told.addAll(telling.ofChange(before, after, occurredAt));
    return changed(after, told);
  }

  private Step<Account> onHalt(Account account, HaltRequested halt) {
    if (isStale(halt, account)) {
      return new Step.Stale<>();
    }
    Account asked = remembering(halt, account);
    if (asked.has(MANUAL)) {
      return changed(asked, List.of());
    }
    Block block = new Block(MANUAL, halt.occurredAt(), halt.reason(), halt.requestedBy());
    return changed(asked.blocked(block), List.of(notifications.manualHalt(asked, halt)));
  }

  /**
   * Lifts the drawdown and the manual block. With a rebase drawdown counts from the present equity
   * on; without one, an account at or beyond its halt limit stays blocked, since it would be halted
   * again at once. Equity that is not above zero is nothing to rebase to.
   */
  private Step<Account> onResume(Account account, ResumeRequested resume) {
    if (isStale(resume, account)) {
      return new Step.Stale<>();
    }
    Account asked = remembering(resume, account);
    if (!asked.has(DRAWDOWN) && !asked.has(MANUAL)) {
      return changed(asked, List.of(notifications.nothingToResume(asked, resume)));
    }
    BigDecimal equity = asked.equity();
    boolean rebases = resume.rebase() && equity != null && equity.signum() > 0;
    if (!rebases && isInBreach(asked)) {
      return changed(asked, List.of(notifications.resumeRefused(asked, resume)));
    }
    Account resumed = asked.lifted(DRAWDOWN).lifted(MANUAL);
    if (rebases && equity != null) {
      Reference reference = Reference.setTo(equity, asked.applied().reports().at());
      resumed = judged(resumed.with(reference), equity, resume.occurredAt());
    }
    return changed(resumed, List.of(notifications.resumed(resumed, resume, rebases)));
  }

  /**
   * Sets what drawdown is measured from, though never below the present equity. The level follows
   * untold; but trading beyond the halt limit is blocked as ever, and no block begins or ends
   * untold.
   */
  private Step<Account> onPeakReset(Account account, PeakReset reset) {
    if (isStale(reset, account)) {
      return new Step.Stale<>();
    }
    Account asked = remembering(reset, account);
    BigDecimal equity = asked.equity();
    BigDecimal peak = equity == null ? reset.peak() : reset.peak().max(equity);
    Account after = asked.with(Reference.setTo(peak, reset.occurredAt()));
    if (equity != null) {
      after = judged(after, equity, reset.occurredAt());
    }
    List<Notification> told = new ArrayList<>();
    told.add(notifications.peakReset(account, after, reset));
    told.addAll(telling.ofBlock(account, after, reset.occurredAt()));
    return changed(after, told);
  }

  /** Nobody has heard of the account's equity for a while, though something is at stake. */
  @Override
  public Step<Account> wake(Account account, Instant at) {
    Instant due = wakeAt(account);
    if (due == null || at.isBefore(due)) {
      return changed(account, List.of());
    }
    Account.Feed feed = account.feed();
    Account told =
        account.with(
            account.applied(), new Account.Feed(feed.quietSince(), feed.openPositions(), true));
    return changed(told, List.of(notifications.equityStale(told, EQUITY_EXPECTED, at)));
  }

  private static @Nullable Instant wakeAt(Account account) {
    Account.Feed feed = account.feed();
    boolean atStake = feed.openPositions() > 0 || !account.isTradingAllowed();
    return atStake && !feed.staleTold() ? feed.quietSince().plus(EQUITY_EXPECTED) : null;
  }

  /**
   * What a value makes of an account: the reference is raised to it or the drawdown below the
   * reference decides on level and block.
   */
  private Account judged(Account account, BigDecimal equity, Instant occurredAt) {
    Reference reference = account.reference().raisedTo(equity, account.applied().reports().at());
    BigDecimal peak = reference.value();
    if (peak == null) {
      return judgedWithoutReference(account, equity, occurredAt);
    }
    BigDecimal fall = peak.subtract(equity);
    BigDecimal deepest = account.maxDrawdown();
    if (exceeds(fall, deepest, peak)) {
      deepest = fall.divide(peak, Decimals.STORED);
    }
    Account judged = account.judged(level(account.level(), fall, peak), equity, reference, deepest);
    if (reaches(fall, limits.haltDrawdown(), peak)) {
      return judged.has(DRAWDOWN) ? judged : judged.blocked(drawdownBlock(occurredAt));
    }
    boolean recovered = limits.autoResume() && !exceeds(fall, limits.recoveryMark(), peak);
    return recovered && judged.has(DRAWDOWN) ? judged.lifted(DRAWDOWN) : judged;
  }

  /**
   * An account that is first heard of with nothing, or that owes, is wiped out and halted. One that
   * was emptied by a withdrawal and still has nothing is as it was.
   */
  private static Account judgedWithoutReference(
      Account account, BigDecimal equity, Instant occurredAt) {
    if (equity.signum() == 0 && account.equity() != null) {
      return account.withEquity(equity);
    }
    Account wipedOut =
        account.judged(Level.BREACH, equity, account.reference(), account.maxDrawdown());
    return wipedOut.has(DRAWDOWN) ? wipedOut : wipedOut.blocked(drawdownBlock(occurredAt));
  }

  /**
   * The highest level that is reached, or that is not above the present one and not yet left.
   * Thresholds and leaving marks rise with the level, so the first that is neither ends the climb.
   * Equity at or below zero is a drawdown of 1 or more and thus always a breach.
   */
  private Level level(Level present, BigDecimal fall, BigDecimal peak) {
    Level level = Level.NORMAL;
    for (Level next : RISING) {
      boolean reached = reaches(fall, limits.threshold(next), peak);
      boolean held = present.isAtLeast(next) && exceeds(fall, limits.leavingMark(next), peak);
      if (!reached && !held) {
        break;
      }
      level = next;
    }
    return level;
  }

  private boolean isInBreach(Account account) {
    BigDecimal peak = account.reference().value();
    BigDecimal equity = account.equity();
    return peak == null || equity == null
        ? account.level() == Level.BREACH
        : reaches(peak.subtract(equity), limits.haltDrawdown(), peak);
  }

  private static Step<Account> changed(Account account, List<Notification> told) {
    return new Step.Changed<>(account, told, wakeAt(account));
  }

  private static Block drawdownBlock(Instant since) {
    return new Block(DRAWDOWN, since, null, null);
  }

  /** Commands are taken once and in order: what people asked for last is what stands. */
  private static boolean isStale(RiskEvent command, Account account) {
    RecentIds commands = account.applied().commands();
    return commands.isAheadOf(command.occurredAt())
        || commands.makesStale(command.occurredAt(), command.id());
  }

  private static Account remembering(RiskEvent command, Account account) {
    return account.with(
        account.applied().withCommand(command.occurredAt(), command.id()), account.feed());
  }

  /** fall ÷ peak ≥ ratio, exactly. */
  private static boolean reaches(BigDecimal fall, BigDecimal ratio, BigDecimal peak) {
    return fall.compareTo(ratio.multiply(peak)) >= 0;
  }

  /** fall ÷ peak > ratio, exactly. */
  private static boolean exceeds(BigDecimal fall, BigDecimal ratio, BigDecimal peak) {
    return fall.compareTo(ratio.multiply(peak)) > 0;
  }
}
