package neuratrade.benchmark.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers with as many digits as a measurement can mean. */
public final class Numbers {

  private static final int WHOLE_FROM = 1_000;

  private Numbers() {}

  /** For people: {@code 302 418}, {@code 4.62}. */
  public static String shown(double value) {
    return Math.abs(value) >= WHOLE_FROM
        ? String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ')
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** How many there were of something, in the name of a figure: {@code 15k}, {@code 50}. */
  public static String counted(int count) {
    return count % WHOLE_FROM == 0 ? count / WHOLE_FROM + "k" : "" + count;
  }

  /** For the results: whole from a thousand on, three decimals below. */
  static BigDecimal written(double value) {
    int decimals = Math.abs(value) >= WHOLE_FROM ? 0 : 3;
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }
}
