package neuratrade.pipeline.message;

/**
 * The grammar of account, quest, exchange and symbol names, which also stand in channels and keys.
 */
public final class Names {

  private static final String ALL = "all";
  private static final int LONGEST = 64;
  private static final int LONGEST_SIDE = 32;

  private Names() {}

  /**
   * Whether {@code text} is 1 to 64 of {@code A-Z a-z 0-9 _ . -} and not the reserved word {@code
   * all}.
   */
  public static boolean isName(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST || text.equals(ALL)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '.'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@code text} is a name, and {@code all} in no case: an exchange's case says nothing.
   */
  public static boolean isExchange(String text) {
    return isName(text) && !text.equalsIgnoreCase(ALL);
  }

  /** Whether {@code text} is {@code BASE/QUOTE}, each of them 1 to 32 of {@code A-Z 0-9 . _ -}. */
  public static boolean isSymbol(String text) {
    int slash = text.indexOf('/');
    return isSide(text, 0, slash) && isSide(text, slash + 1, text.length());
  }

  private static boolean isSide(String text, int from, int to) {
    if (to - from < 1 || to - from > LONGEST_SIDE) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
