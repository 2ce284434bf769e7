package neuratrade.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * How a notification looks on a terminal.
 *
 * @param json one line of JSON instead, for programs
 * @param colours whether severities are coloured
 */
public record Printed(boolean json, boolean colours, ZoneId zone) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** One line. */
  String line(JsonNode notification) {
    if (json) {
      return notification.toString();
    }
    String severity = notification.path("severity").asText();
    String padded = "%-8s".formatted(severity);
    return "%s  %s  %-17s  %-22s  %s"
        .formatted(
            TIME.format(Instant.parse(notification.path("occurred_at").asText()).atZone(zone)),
            colours ? colour(severity) + padded + "\u001b[0m" : padded,
            notification.path("channel").asText(),
            notification.path("title").asText(),
            notification.path("message").asText());
  }

  private static String colour(String severity) {
    return switch (severity) {
      case "critical" -> "\u001b[1;31m";
      case "high" -> "\u001b[31m";
      case "medium" -> "\u001b[33m";
      default -> "\u001b[32m";
    };
  }
}
