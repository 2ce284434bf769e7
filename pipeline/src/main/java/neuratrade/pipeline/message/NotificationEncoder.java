package neuratrade.pipeline.message;

import org.jspecify.annotations.Nullable;

/** Writes the values of {@code notifications}. It reuses its buffer and belongs to one thread. */
public final class NotificationEncoder {

  private final JsonBytes bytes = new JsonBytes();

  /**
   * The record's value.
   *
   * @param id {@code topic-partition-offset-n} of the input record, so that a replay gives the same
   *     one
   * @param cause the id of the event that led to it; null for what a timer tells
   */
  public byte[] encode(String id, @Nullable String cause, Notification notification) {
    return bytes.object(out -> {
      out.writeStringField("id", id);
      if (cause != null) {
        out.writeStringField("cause", cause);
      }
      out.writeStringField("type", notification.type());
      out.writeStringField("channel", notification.channel());
      out.writeStringField("severity", notification.severity().text());
      out.writeStringField("title", notification.title());
      out.writeStringField("message", notification.message());
      out.writeStringField("occurred_at", Rfc3339.text(notification.occurredAt()));
      out.writeFieldName("data");
      Json.writeValue(out, notification.data());
    });
  }
}
