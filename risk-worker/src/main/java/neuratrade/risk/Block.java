package neuratrade.risk;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an account may not trade. A block stays until it is lifted, whatever becomes of the drawdown.
 *
 * @param since when what caused it happened
 * @param reason in the words of who asked for it, null if the rules did
 * @param requestedBy who asked for it, null if the rules did
 */
public record Block(
    Kind kind, Instant since, @Nullable String reason, @Nullable String requestedBy) {

  /** An account has at most one block of each kind. */
  public enum Kind {
    DRAWDOWN,
    MANUAL;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    public String text() {
      return text;
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
