package neuratrade.risk;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an account may not trade. A block stays until it is lifted by its own rule, whatever becomes
 * of what caused it.
 *
 * @param since when what caused it happened
 * @param until when it ends by itself, by the broker's clock; null if it does not
 * @param reason in the words of who asked for it, null if the rules did
 * @param requestedBy who asked for it, null if the rules did
 */
public record Block(
    Kind kind,
    Instant since,
    @Nullable Instant until,
    @Nullable String reason,
    @Nullable String requestedBy) {

  /** An account has at most one block of each kind. */
  public enum Kind {
    /** The drawdown reached the halt limit; ends by a resume or, if so set, by recovery. */
    DRAWDOWN,
    /** Somebody asked for it; ends by a resume. */
    MANUAL,
    /** The day lost too much; ends with the day or by a resume that says so. */
    DAILY_LOSS,
    /** Too many trades in a row lost; ends in time. */
    PAUSE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word that stands in JSON. */
    public String text() {
      return text;
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** One that the rules began. */
  static Block ofRule(Kind kind, Instant since, @Nullable Instant until) {
    return new Block(kind, since, until, null, null);
  }
}
