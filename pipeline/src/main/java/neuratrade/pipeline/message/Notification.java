package neuratrade.pipeline.message;

import java.time.Instant;
import java.util.Map;

/**
 * What the pipeline tells people, as a fold says it; the stage adds {@code id} and {@code cause}.
 *
 * @param type such as {@code risk.halt}
 * @param channel what clients subscribe to, such as {@code risk:42}; the record's key
 * @param title a few words
 * @param message one sentence for a person, with the number and the limit
 * @param occurredAt when what it tells became true
 * @param data the same facts for a program, in the order in which they are written; text, booleans,
 *     whole numbers, lists and maps of these
 */
public record Notification(
    String type,
    String channel,
    Severity severity,
    String title,
    String message,
    Instant occurredAt,
    Map<String, ?> data) {}
