package neuratrade.pipeline.message;

/** The grammar of account, quest and exchange names, which also stand in channels and keys. */
public final class Names {

  private static final int LONGEST = 64;

  private Names() {}

  /**
   * Whether {@code text} is 1 to 64 of {@code A-Z a-z 0-9 _ . -} and not the reserved word {@code
   * all}.
   */
  public static boolean isName(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST || text.equals("all")) {
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
}
