package neuratrade.signal.quality;

import java.math.BigDecimal;

/** The numbers of a configuration, which are short. */
final class Numbers {

  private static final int LONGEST = 24;

  private Numbers() {}

  /**
   * @throws NumberFormatException if {@code text} is no number or a strange one
   */
  static BigDecimal parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > LONGEST || trimmed.indexOf('e') >= 0 || trimmed.indexOf('E') >= 0) {
      throw new NumberFormatException(trimmed + " is longer than a setting has to be");
    }
    return new BigDecimal(trimmed);
  }
}
