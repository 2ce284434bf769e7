package neuratrade.pipeline.message;

import java.util.Locale;

/** How urgent a notification is. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word that stands in JSON. */
  public String text() {
    return text;
  }
}
