package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * What drawdown is measured from: the highest value so far. Its last raises are remembered, so that
 * cash which is told late can be applied as if it had come in order.
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
   * After a deposit or withdrawal: what stood when it was made goes on by equity ÷ (equity −
   * amount), so that the drawdown stays what it was; what was reported later holds the cash
   * already. Where that factor has no meaning, the equity after the move is the reference, and none
   * if it is zero.
   */
  Reference movedBy(BigDecimal amount, BigDecimal equity, Instant at) {
    if (at.isBefore(since)) {
      return this;
    }
    BigDecimal before = equity.subtract(amount);
    boolean scales = equity.signum() > 0 && before.signum() > 0;
    List<Mark> next = new ArrayList<>(marks.size() + 1);
    for (Mark mark : marks) {
      if (scales && !mark.at().isAfter(at)) {
        BigDecimal moved = mark.value().multiply(equity).divide(before, Decimals.STORED);
        next.add(new Mark(mark.at(), moved));
      }
    }
    if (isRaisedBy(equity, next)) {
      next.add(new Mark(at, equity));
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
