package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * By which two signals are known to be the same: SHA-256 over kind, symbol, side, components and
 * exchanges, in hexadecimal. It stands in keys of the state topic, so it never changes.
 */
final class Fingerprint {

  private Fingerprint() {}

  /**
   * @param components in order
   * @param exchanges in order
   */
  static String of(
      Kind kind, String symbol, Side side, List<String> components, List<String> exchanges) {
    // None of the names contains a line break, a space or a comma.
    String text =
        String.join(
            "\n",
            kind.text(),
            symbol,
            side.text(),
            String.join(",", components),
            String.join(",", exchanges));
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
