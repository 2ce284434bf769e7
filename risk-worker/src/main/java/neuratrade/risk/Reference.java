package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Decimals;
import neuratrade.risk.Raises.Raise;
import org.jspecify.annotations.Nullable;

/**
 * What drawdown is measured from. Its last raises are remembered, so that cash which is told late
 * can be applied as if it had come in order.
 *
 * @param since what happened earlier has no bearing: the reference was set then, or raises before
 *     it are no longer remembered
 * @param raises the last ones, at most 16; none if there is no reference
 */
public record Reference(Instant since, Raises raises) {

  public static final Reference UNSET = new Reference(Instant.MIN, Raises.NONE);

  static final int REMEMBERED = 16;

  /** A reference that somebody set, whatever it was before. */
  static Reference setTo(BigDecimal value, Instant at) {
    return new Reference(at, Raises.NONE.with(at, value));
  }

  /** Above zero; null if there is none. */
  public @Nullable BigDecimal value() {
    return raises.highest();
  }

  /** The same, or raised to {@code value} if that is higher. */
  Reference raisedTo(BigDecimal value, Instant at) {
    if (!isAbove(value, raises.highest())) {
      return this;
    }
    if (raises.size() < REMEMBERED) {
      return new Reference(since, raises.with(at, value));
    }
    List<Raise> next = raises.list();
    next.add(new Raise(at, value));
    return remembering(since, next);
  }

  /**
   * After a report: raised by it if that is its kind, and set by the first that tells of more than
   * nothing, whatever the balance. Cash counts as one.
   *
   * @param at when it was reported
   */
  Reference after(BigDecimal equity, @Nullable BigDecimal balance, Measure measure, Instant at) {
    if (raises.size() == 0) {
      return equity.signum() > 0 ? raisedTo(first(equity, balance, measure), at) : this;
    }
    return measure.reference() == Measure.Kind.TRAILING
        ? raisedTo(measure.valueOf(equity, balance), at)
        : this;
  }

  /** After a day that ended with these, the last that are known. */
  Reference afterDay(BigDecimal equity, @Nullable BigDecimal balance, Measure measure, Instant at) {
    return switch (measure.reference()) {
      case TRAILING, STATIC -> this;
      case TRAILING_EOD -> raisedTo(balance == null ? equity : balance, at);
      case DAILY -> {
        BigDecimal opening = balance == null ? equity : balance.max(equity);
        yield opening.signum() > 0 ? setTo(opening, at) : this;
      }
    };
  }

  private static BigDecimal first(
      BigDecimal equity, @Nullable BigDecimal balance, Measure measure) {
    BigDecimal set = measure.staticReference();
    return switch (measure.reference()) {
      case TRAILING -> measure.valueOf(equity, balance);
      case STATIC -> set == null ? measure.valueOf(equity, balance) : set;
      case TRAILING_EOD -> balance == null ? equity : balance;
      case DAILY -> balance == null ? equity : balance.max(equity);
    };
  }

  /**
   * After a deposit or withdrawal: what stood when it was made goes on by {@code after ÷ before},
   * so that the drawdown stays what it was; what was reported later holds the cash already. Where
   * that factor has no meaning, what stood is gone.
   *
   * @param raisedTo what the account was worth after the move, if its reference rises with that
   */
  Reference movedBy(
      BigDecimal before, BigDecimal after, @Nullable BigDecimal raisedTo, Instant at) {
    if (at.isBefore(since)) {
      return this;
    }
    boolean scales = after.signum() > 0 && before.signum() > 0;
    List<Raise> known = raises.list();
    List<Raise> next = new ArrayList<>(known.size() + 1);
    for (Raise raise : known) {
      if (scales && !raise.at().isAfter(at)) {
        BigDecimal moved = raise.value().multiply(after).divide(before, Decimals.STORED);
        if (Decimals.isStorable(moved)) {
          next.add(new Raise(raise.at(), moved));
        }
      }
    }
    if (raisedTo != null && isAbove(raisedTo, highest(next))) {
      next.add(new Raise(at, raisedTo));
    }
    for (Raise raise : known) {
      if (raise.at().isAfter(at) && isAbove(raise.value(), highest(next))) {
        next.add(raise);
      }
    }
    return remembering(since, next);
  }

  private static @Nullable BigDecimal highest(List<Raise> raises) {
    return raises.isEmpty() ? null : raises.getLast().value();
  }

  private static boolean isAbove(BigDecimal value, @Nullable BigDecimal highest) {
    return highest == null ? value.signum() > 0 : value.compareTo(highest) > 0;
  }

  private static Reference remembering(Instant since, List<Raise> raises) {
    int forgotten = raises.size() - REMEMBERED;
    return forgotten <= 0
        ? new Reference(since, Raises.of(raises))
        : new Reference(
            raises.get(forgotten).at(), Raises.of(raises.subList(forgotten, raises.size())));
  }
}
