package neuratrade.risk;

import static neuratrade.risk.LimitKey.LOCK;
import static neuratrade.risk.LimitKey.STATIC_REFERENCE;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which value is measured against what.
 *
 * @param staticReference the reference of the kind static; null for the first value
 * @param lock the amount at which the floor stops rising; null if it does not
 */
public record Measure(
    Kind reference, @Nullable BigDecimal staticReference, Basis basis, @Nullable BigDecimal lock) {

  /** What drawdown is measured from. */
  public enum Kind {
    /** The highest value so far. */
    TRAILING,
    /** The first value, or one that was set. */
    STATIC,
    /** The highest balance at the end of a day, or equity where no balance is told. */
    TRAILING_EOD,
    /** What the day began with: the greater of equity and, if told, balance. */
    DAILY;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    public String text() {
      return text;
    }
  }

  /** Which value of a report counts: its equity, or its balance if it tells one. */
  public enum Basis {
    EQUITY,
    BALANCE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    public String text() {
      return text;
    }
  }

  /**
   * @throws RefusedLimitException that names the key and says what it must be
   */
  public Measure {
    if (staticReference != null) {
      Limits.checkPositive(STATIC_REFERENCE, staticReference);
    }
    if (lock != null) {
      Limits.checkPositive(LOCK, lock);
    }
  }

  BigDecimal valueOf(BigDecimal equity, @Nullable BigDecimal balance) {
    return basis == Basis.BALANCE && balance != null ? balance : equity;
  }
}
