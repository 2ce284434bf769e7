package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * The trading day of the newest event.
 *
 * @param ends by the broker's clock
 * @param opening null while no equity is known
 * @param pnl of the trades that were told in it
 */
record Day(Instant ends, @Nullable Opening opening, BigDecimal pnl) {

  /**
   * What the day began with: the last that was known at the boundary, else the first of the day.
   *
   * @param at when that was reported, by its producer
   * @param base the greater of equity and, if told, balance
   */
  record Opening(Instant at, BigDecimal equity, BigDecimal base) {

    static Opening of(Instant at, BigDecimal equity, @Nullable BigDecimal balance) {
      BigDecimal plain = Decimals.plain(equity);
      return new Opening(at, plain, balance == null ? plain : plain.max(Decimals.plain(balance)));
    }

    /**
     * After a deposit or withdrawal: it goes on by {@code after ÷ before}, or is what is left where
     * that has no meaning. What was reported later holds the cash already.
     */
    Opening movedBy(BigDecimal before, BigDecimal after, Instant cashAt) {
      if (at.isAfter(cashAt)) {
        return this;
      }
      if (before.signum() > 0 && after.signum() > 0) {
        BigDecimal moved = moved(equity, before, after);
        BigDecimal movedBase = base.equals(equity) ? moved : moved(base, before, after);
        if (Decimals.isStorable(moved) && Decimals.isStorable(movedBase)) {
          return new Opening(at, moved, movedBase);
        }
      }
      return of(at, after, null);
    }

    private static BigDecimal moved(BigDecimal value, BigDecimal before, BigDecimal after) {
      return value.multiply(after).divide(before, Decimals.STORED);
    }
  }

  /** Before the first event. */
  static final Day NONE = new Day(Instant.MIN, null, BigDecimal.ZERO);

  static Day begun(Instant ends, @Nullable Opening opening) {
    return new Day(ends, opening, BigDecimal.ZERO);
  }

  Day with(@Nullable Opening opening) {
    return new Day(ends, opening, pnl);
  }

  Day plus(BigDecimal pnl) {
    return new Day(ends, opening, Decimals.plain(this.pnl.add(pnl)));
  }

  /** The day's loss counts from zero again. */
  Day forgiven() {
    return new Day(ends, opening, BigDecimal.ZERO);
  }

  /** Whether the trades lost that part of the opening equity, exactly. */
  boolean hasLost(BigDecimal part) {
    return pnl.signum() < 0
        && opening != null
        && opening.equity().signum() > 0
        && pnl.negate().compareTo(part.multiply(opening.equity())) >= 0;
  }
}
