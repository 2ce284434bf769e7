package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * What drawdown is measured from. Its last raises are remembered, so that cash which is told late
 * can be applied as if it had come in order.
 *
 * @param since what happened earlier has no bearing: the reference was set then, or raises before
 *     it are no longer remembered
 * @param marks the last raises, at most 16, ever later and ever higher; none if there is no
 *     reference
 */
public record Reference(Instant since, List<Mark> marks) {

  /** A raise: from {@code at} on the reference was {@code value}, above zero. */
  public record Mark(Instant at, BigDecimal value) {}

  public static final Reference UNSET = new Reference(Instant.MIN, List.of());

  static final int REMEMBERED = 16;

  public Reference {
    marks = List.copyOf(marks);
  }

  /** A reference that somebody set, whatever it was before. */
  static Reference setTo(BigDecimal value, Instant at) {
    return new Reference(at, List.of(new Mark(at, value)));
  }

  /** Above zero; null if there is none. */
  public @Nullable BigDecimal value() {
    return marks.isEmpty() ? null : marks.getLast().value();
  }

  /** The same, or raised to {@code value} if that is higher. */
  Reference raisedTo(BigDecimal value, Instant at) {
    if (!isRaisedBy(value, marks)) {
      return this;
    }
    List<Mark> next = new ArrayList<>(marks.size() + 1);
    next.addAll(marks);
    next.add(new Mark(at, value));
    return remembering(since, next);
  }

  /**
   * After a report: raised by it if that is its kind, and set by the first. Cash counts as one.
   *
   * @param at when it was reported
   */
  Reference after(BigDecimal equity, @Nullable BigDecimal balance, Measure measure, Instant at) {
    if (measure.reference() == Measure.Kind.TRAILING) {
      return raisedTo(measure.valueOf(equity, balance), at);
    }
    return marks.isEmpty() ? raisedTo(first(equity, balance, measure), at) : this;
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
    List<Mark> next = new ArrayList<>(marks.size() + 1);
    for (Mark mark : marks) {
      if (scales && !mark.at().isAfter(at)) {
        BigDecimal moved = mark.value().multiply(after).divide(before, Decimals.STORED);
        if (Decimals.isStorable(moved)) {
          next.add(new Mark(mark.at(), moved));
        }
      }
    }
    if (raisedTo != null && isRaisedBy(raisedTo, next)) {
      next.add(new Mark(at, raisedTo));
    }
    for (Mark mark : marks) {
      if (mark.at().isAfter(at) && isRaisedBy(mark.value(), next)) {
        next.add(mark);
      }
    }
    return remembering(since, next);
  }

  private static boolean isRaisedBy(BigDecimal value, List<Mark> marks) {
    return marks.isEmpty() ? value.signum() > 0 : value.compareTo(marks.getLast().value()) > 0;
  }

  private static Reference remembering(Instant since, List<Mark> marks) {
    int forgotten = marks.size() - REMEMBERED;
    return forgotten <= 0
        ? new Reference(since, marks)
        : new Reference(marks.get(forgotten).at(), marks.subList(forgotten, marks.size()));
  }
}
