package neuratrade.quest;

import java.util.Locale;

/** Whether a quest goes on. It is active or paused until it ends, once and for good. */
public enum Status {
  ACTIVE,
  PAUSED,
  COMPLETED,
  FAILED,
  EXPIRED,
  CANCELLED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }

  static Status of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  boolean isEnd() {
    return this != ACTIVE && this != PAUSED;
  }

  /** Nothing leads out of an end, and nothing leads where the quest is already. */
  boolean leadsTo(Status next) {
    return !isEnd() && this != next;
  }
}
