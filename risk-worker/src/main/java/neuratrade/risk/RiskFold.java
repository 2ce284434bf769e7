package neuratrade.risk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.OfAccount;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an account's equity and trades become a drawdown level and blocks, and by
 * which its owner is told.
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
 * A {@link Block} begins by its own rule and stays, whatever becomes of the level, until its own
 * rule ends it: {@link Judgement}, {@link Trades}, {@link Days}, {@link Commands}.
 */
public final class RiskFold implements Fold<RiskState, RiskEvent> {

  private final Limits usual;
  private final AccountLimits usualOfAccount;

  public RiskFold(Limits usual) {
    this.usual = usual;
    this.usualOfAccount = AccountLimits.usual(usual);
  }

  @Override
  public Step<RiskState> apply(@Nullable RiskState state, RiskEvent event, Instant at) {
    return switch (event) {
      case OfAccount own -> onAccount(account(state, own, at), own, at);
      case KillSwitchSet set ->
          (state instanceof KillSwitch known ? known : KillSwitch.UNTOUCHED).after(set);
    };
  }

  private Account account(@Nullable RiskState state, OfAccount event, Instant at) {
    return state instanceof Account known
        ? known
        : Account.unknown(event.accountId(), at, usualOfAccount);
  }

  private Step<RiskState> onAccount(Account known, OfAccount event, Instant at) {
    if (known.applied().makesStale(event)) {
      return new Step.Stale<>();
    }
    List<Notification> told = new ArrayList<>(0);
    Account account = Days.begun(known, at, told).heard(event, at);
    Account after =
        switch (event) {
          case EquityReported report -> Reports.onEquity(account, report, told);
          case CashMoved cash -> Reports.onCash(account, cash, usual, told);
          case TradeClosed trade -> Trades.onTrade(account, trade, at, told);
          case HaltRequested halt -> Commands.onHalt(account, halt, told);
          case ResumeRequested resume -> Commands.onResume(account, resume, told);
          case PeakReset reset -> Commands.onPeakReset(account, reset, told);
          case LimitsSet set -> Commands.onLimits(account, set, usual, told);
        };
    return new Step.Changed<>(after, told, wakeAt(after));
  }

  /** What time alone does: it ends blocks and days, tells of silence, and forgets. */
  @Override
  public Step<RiskState> wake(RiskState state, Instant at) {
    return switch (state) {
      case KillSwitch kept -> new Step.Changed<>(kept, List.of(), null);
      case Account account -> wake(account, at);
    };
  }

  private static Step<RiskState> wake(Account account, Instant at) {
    if (isDue(account.feed().forgottenAt(!account.isTradingAllowed()), at)) {
      return new Step.Changed<>(null, List.of(), null);
    }
    List<Notification> told = new ArrayList<>(1);
    Instant end = firstEnd(account);
    Account after = end == null ? account : silenceTold(account, end, at, told);
    after = Trades.afterPause(after, at, told);
    if (isDue(firstEnd(after), at)) {
      after = Days.begun(after, at, told);
    }
    after = silenceTold(after, at, at, told);
    return new Step.Changed<>(after, told, wakeAt(after));
  }

  /** A silence that was due by {@code latest}: before a block ended there may have been a stake. */
  private static Account silenceTold(
      Account account, Instant latest, Instant at, List<Notification> told) {
    Instant due = account.feed().staleAt(!account.isTradingAllowed());
    if (!isDue(due, at) || !isDue(due, latest)) {
      return account;
    }
    Account after = account.with(account.feed().told());
    told.add(DrawdownNotifications.equityStale(after, at));
    return after;
  }

  /** The first of what is to come; silence comes before oblivion, and both after each event. */
  private static Instant wakeAt(Account account) {
    boolean blocked = !account.isTradingAllowed();
    Instant stale = account.feed().staleAt(blocked);
    Instant first = stale == null ? account.feed().forgottenAt(blocked) : stale;
    Instant end = blocked ? firstEnd(account) : null;
    return end != null && end.isBefore(first) ? end : first;
  }

  /** When the first block ends by itself; null if none does. */
  private static @Nullable Instant firstEnd(Account account) {
    Instant first = null;
    for (Block block : account.blocks()) {
      Instant until = block.until();
      if (until != null && (first == null || until.isBefore(first))) {
        first = until;
      }
    }
    return first;
  }

  private static boolean isDue(@Nullable Instant due, Instant at) {
    return due != null && !at.isBefore(due);
  }
}
