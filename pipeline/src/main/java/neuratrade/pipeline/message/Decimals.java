package neuratrade.pipeline.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Money and ratios: bounds on the way in, one way of writing them on the way out. */
public final class Decimals {

  /** At most so many digits are taken from outside. */
  public static final int MAX_DIGITS = 38;

  /** A power of ten beyond ± this is not taken from outside. */
  public static final int MAX_EXPONENT = 18;

  /** How stored products and quotients are rounded: 34 digits, half even. */
  public static final MathContext STORED = MathContext.DECIMAL128;

  // Far beyond what two numbers from outside, multiplied and divided, can give.
  private static final int MAX_STORED_EXPONENT = 160;

  private static final int RATIO_DECIMALS = 4;

  // Longer texts cannot be within bounds; parsing millions of digits would already be an attack.
  private static final int MAX_TEXT = 64;

  // BigDecimal refuses an exponent beyond 32 bits as if it were no number at all.
  private static final Pattern EXPONENT =
      Pattern.compile("[+-]?[0-9.]*[0-9][0-9.]*[eE][+-]?[0-9]+");

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
      throw EXPONENT.matcher(text).matches()
          ? outOfRange(field)
          : new UnreadableException(
              UnreadableException.Reason.INVALID_FIELD, field + " is not a decimal number");
    }
    if (!isWithinBounds(value)) {
      throw outOfRange(field);
    }
    return value;
  }

  /** Whether a number may come from outside. */
  public static boolean isWithinBounds(BigDecimal value) {
    return Math.abs((long) value.scale()) <= MAX_EXPONENT && value.precision() <= MAX_DIGITS;
  }

  /**
   * Whether a product or quotient, rounded as {@link #STORED}, is worth keeping: factors that come
   * from outside can take it anywhere, if there are enough of them.
   */
  public static boolean isStorable(BigDecimal value) {
    return Math.abs((long) value.precision() - value.scale()) <= MAX_STORED_EXPONENT;
  }

  private static UnreadableException outOfRange(String field) {
    return new UnreadableException(
        UnreadableException.Reason.NUMBER_OUT_OF_RANGE,
        "%s has more than %d digits or an exponent beyond ±%d"
            .formatted(field, MAX_DIGITS, MAX_EXPONENT));
  }

  /**
   * The same value in the one form that {@link #amount} writes and that reading it back gives: no
   * trailing zeros behind the point, no exponent.
   */
  public static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** An amount as text: plain, without trailing zeros. */
  public static String amount(BigDecimal value) {
    return plain(value).toPlainString();
  }

  /** {@code part ÷ whole} as it is shown: four decimals, rounded toward zero. */
  public static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return part.divide(whole, RATIO_DECIMALS, RoundingMode.DOWN);
  }

  /** A ratio as it is shown: four decimals, rounded toward zero. */
  public static BigDecimal shown(BigDecimal ratio) {
    return ratio.setScale(RATIO_DECIMALS, RoundingMode.DOWN);
  }

  /** A ratio as text: four decimals, rounded toward zero. */
  public static String ratio(BigDecimal value) {
    return shown(value).toPlainString();
  }

  /** A ratio as percent for people: two decimals, rounded toward zero, such as {@code 15.20 %}. */
  public static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString() + " %";
  }
}
