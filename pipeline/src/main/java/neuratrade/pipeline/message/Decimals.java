package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Money and ratios: bounds on the way in, one way of writing them on the way out. */
public final class Decimals {

  /** At most so many digits are taken from outside. */
  public static final int MAX_DIGITS = 38;

  /** A power of ten beyond ± this is not taken from outside. */
  public static final int MAX_EXPONENT = 18;

  /** How stored products and quotients are rounded: 34 digits, half even. */
  public static final MathContext STORED = MathContext.DECIMAL128;

  // Longer texts cannot be within bounds; parsing millions of digits would already be an attack.
  private static final int MAX_TEXT = 64;

  private Decimals() {}

  /**
   * Parses a decimal of at most 38 digits and an exponent within ±18. The bounds are checked before
   * any arithmetic, since a number like 1e99999999 is cheap to write and takes minutes to subtract
   * one from.
   *
   * @throws UnreadableException {@code number_out_of_range} or {@code invalid_field}
   */
  static BigDecimal parse(String field, String text) throws UnreadableException {
    if (text.length() > MAX_TEXT) {
      throw outOfRange(field);
    }
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UnreadableException(
          UnreadableException.Reason.INVALID_FIELD, field + " is not a decimal number");
    }
    if (Math.abs((long) value.scale()) > MAX_EXPONENT || value.precision() > MAX_DIGITS) {
      throw outOfRange(field);
    }
    return value;
  }

  private static UnreadableException outOfRange(String field) {
    return new UnreadableException(
        UnreadableException.Reason.NUMBER_OUT_OF_RANGE,
        "%s has more than %d digits or an exponent beyond ±%d"
            .formatted(field, MAX_DIGITS, MAX_EXPONENT));
  }

  /** An amount as text: plain, without trailing zeros. */
  public static String amount(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A ratio as text: four decimals, rounded toward zero. */
  public static String ratio(BigDecimal value) {
    return value.setScale(4, RoundingMode.DOWN).toPlainString();
  }

  /** A ratio as percent for people: two decimals, rounded toward zero, such as {@code 15.20 %}. */
  public static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString() + " %";
  }
}
