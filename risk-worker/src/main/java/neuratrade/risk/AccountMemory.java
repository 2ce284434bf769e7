package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.fold.RecentIds;
import org.jspecify.annotations.Nullable;

/**
 * What the fold alone needs of an account, in bytes: nearly every event writes it, so it is short.
 * A later release may add fields at the end: what follows the known ones is ignored, and it takes
 * what is missing there as never told.
 */
final class AccountMemory {

  /** More than the longest: 16 raises, 64 cash moves, 16 commands and 16 reports; or 256 trades. */
  private static final int MAX_BYTES = 16 * 1024;

  private final InternalWriter out = new InternalWriter(MAX_BYTES);
  private final AccountLimits usual;

  AccountMemory(AccountLimits usual) {
    this.usual = usual;
  }

  byte[] write(Account account) {
    Standing standing = account.standing();
    Applied applied = account.applied();
    Feed feed = account.feed();
    Reference reference = standing.reference();
    out.clear().decimal(standing.maxDrawdown()).instant(reference.since());
    reference.raises().write(out);
    out.newest(applied.reports())
        .ids(applied.cashMoves())
        .ids(applied.commands())
        .instant(feed.quietSince())
        .whole(feed.openPositions())
        .flag(feed.staleTold());
    // A release may have ended here.
    boolean heardSince = !feed.heardAt().equals(feed.quietSince());
    out.flag(heardSince);
    if (heardSince) {
      out.instant(feed.heardAt());
    }
    BigDecimal balance = standing.balance();
    out.flag(balance != null);
    if (balance != null) {
      out.decimal(balance);
    }
    writeDay(account.day());
    writeStreak(account.streak());
    Instant limitsSetAt = account.accountLimits().setAt();
    boolean limitsSet = limitsSetAt != Instant.MIN;
    out.flag(limitsSet);
    if (limitsSet) {
      out.instant(limitsSetAt);
    }
    return out.bytes();
  }

  byte[] writeTrades(RecentIds trades) {
    return out.clear().manyIds(trades).bytes();
  }

  /**
   * The account of which {@code bytes} hold what is not visible.
   *
   * @param trades as {@link #writeTrades} gave them, null if there were none
   */
  Account read(byte[] bytes, byte @Nullable [] trades, String id, AccountJson.Visible visible) {
    InternalReader in = new InternalReader(bytes);
    BigDecimal maxDrawdown = in.decimal();
    Reference reference = new Reference(in.instant(), Raises.read(in));
    Applied nothing = Applied.NOTHING;
    Newest reports = in.newest();
    RecentIds cashMoves = in.ids(nothing.cashMoves().capacity());
    RecentIds commands = in.ids(nothing.commands().capacity());
    Instant quietSince = in.instant();
    int openPositions = in.whole();
    boolean staleTold = in.flag();
    Instant heardAt = in.hasMore() && in.flag() ? in.instant() : quietSince;
    BigDecimal balance = in.hasMore() && in.flag() ? in.decimal() : null;
    Day day = in.hasMore() && in.flag() ? readDay(in) : Day.NONE;
    Streak streak = in.hasMore() && in.flag() ? new Streak(in.whole(), in.decimal()) : Streak.NONE;
    Instant limitsSetAt = in.hasMore() && in.flag() ? in.instant() : Instant.MIN;
    int remembered = nothing.trades().capacity();
    return new Account(
        id,
        new Standing(visible.level(), visible.equity(), balance, reference, maxDrawdown),
        visible.blocks(),
        day,
        streak,
        visible.ownLimits().isEmpty() && limitsSetAt == Instant.MIN
            ? usual
            : AccountLimits.of(visible.ownLimits(), limitsSetAt, usual.limits()),
        new Applied(
            reports,
            cashMoves,
            commands,
            trades == null ? nothing.trades() : new InternalReader(trades).manyIds(remembered)),
        new Feed(quietSince, openPositions, staleTold, heardAt));
  }

  private void writeDay(Day day) {
    boolean begun = day != Day.NONE;
    out.flag(begun);
    if (!begun) {
      return;
    }
    out.instant(day.ends()).decimal(day.pnl());
    Day.Opening opening = day.opening();
    out.flag(opening != null);
    if (opening != null) {
      boolean hasBase = !opening.base().equals(opening.equity());
      out.instant(opening.at()).decimal(opening.equity()).flag(hasBase);
      if (hasBase) {
        out.decimal(opening.base());
      }
    }
  }

  private static Day readDay(InternalReader in) {
    Instant ends = in.instant();
    BigDecimal pnl = in.decimal();
    if (!in.flag()) {
      return new Day(ends, null, pnl);
    }
    Instant at = in.instant();
    BigDecimal equity = in.decimal();
    return new Day(ends, new Day.Opening(at, equity, in.flag() ? in.decimal() : equity), pnl);
  }

  private void writeStreak(Streak streak) {
    boolean known = !streak.equals(Streak.NONE);
    out.flag(known);
    if (known) {
      out.whole(streak.losses()).decimal(streak.size());
    }
  }
}
