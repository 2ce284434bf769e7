package neuratrade.pipeline.message;

import java.util.Locale;

/** A record's value is not a message that can be taken; it belongs to the dead letters. */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * The closed set of reasons for which a record is not taken, as dead letters and meters name
   * them.
   */
  public enum Reason {
    MALFORMED_JSON,
    UNKNOWN_TYPE,
    MISSING_FIELD,
    INVALID_FIELD,
    NUMBER_OUT_OF_RANGE,
    FROM_THE_FUTURE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  public UnreadableException(Reason reason, String detail) {
    // No stack trace: this is an answer, not an accident, and a flood of bad records must stay
    // cheap.
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What is wrong with which field, for the person who looks after the dead letters. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
