package neuratrade.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/** What the gateway says beside notifications, as the JSON of one message. */
public final class Replies {

  private Replies() {}

  /**
   * @param cursors of a new subscription, the place before the first record that it may hear, lane
   *     by lane
   * @param recovered whether nothing is missing between what the client asked for and the live feed
   * @param snapshot the array of what there is, as JSON; null if it is told later
   */
  public record Subscribed(
      String channel, List<String> cursors, boolean recovered, @Nullable String snapshot) {}

  public static byte[] welcome(
      String connection, Duration heartbeat, int channels, int requests, int bytes) {
    ObjectNode json = message("welcome", null);
    json.put("connection", connection).put("heartbeat_s", heartbeat.toSeconds());
    json.putObject("limits")
        .put("channels", channels)
        .put("requests_per_second", requests)
        .put("message_bytes", bytes);
    return write(json);
  }

  public static byte[] authenticated(String subject, Instant expiresAt, @Nullable JsonNode id) {
    return write(
        message("authenticated", id)
            .put("subject", subject)
            .put("expires_at", expiresAt.toString()));
  }

  public static byte[] subscribed(List<Subscribed> channels, @Nullable JsonNode id) {
    ObjectNode json = message("subscription", id).put("action", "subscribed");
    var list = json.putArray("channels");
    for (Subscribed each : channels) {
      ObjectNode entry = list.addObject().put("channel", each.channel());
      each.cursors().forEach(entry.putArray("cursors")::add);
      entry.put("recovered", each.recovered());
      String snapshot = each.snapshot();
      entry.putRawValue("snapshot", snapshot == null ? null : new RawValue(snapshot));
    }
    return write(json);
  }

  public static byte[] unsubscribed(List<String> channels, @Nullable JsonNode id) {
    ObjectNode json = message("subscription", id).put("action", "unsubscribed");
    var list = json.putArray("channels");
    channels.forEach(each -> list.addObject().put("channel", each));
    return write(json);
  }

  /**
   * @param cursors the places after which the client would resume now
   */
  public record Listed(String channel, String mode, List<String> cursors) {}

  public static byte[] listed(List<Listed> channels, @Nullable JsonNode id) {
    ObjectNode json = message("subscription", id).put("action", "listed");
    var list = json.putArray("channels");
    for (Listed each : channels) {
      ObjectNode entry = list.addObject().put("channel", each.channel()).put("mode", each.mode());
      each.cursors().forEach(entry.putArray("cursors")::add);
    }
    return write(json);
  }

  /**
   * @param skipped how many records of the channel the client does not get; 0 if it gets all, later
   */
  public static byte[] lag(String channel, long skipped) {
    return write(message("lag", null).put("channel", channel).put("skipped", skipped));
  }

  public static byte[] pong(@Nullable JsonNode id) {
    return write(message("pong", id));
  }

  public static byte[] shutdown(Duration reconnectAfter) {
    return write(message("shutdown", null).put("reconnect_after_ms", reconnectAfter.toMillis()));
  }

  /**
   * @param since when events are left lying; null if they are no more
   */
  public static byte[] delay(Family family, @Nullable Instant since) {
    ObjectNode json = message("delay", null).put("family", family.text());
    return write(json.put("since", since == null ? null : since.toString()));
  }

  public static byte[] error(Refusal refusal) {
    ErrorCode code = refusal.code();
    return write(
        message("error", refusal.id())
            .put("status", code.status())
            .put("code", code.text())
            .put("detail", refusal.detail())
            .put("temporary", code.isTemporary()));
  }

  private static ObjectNode message(String type, @Nullable JsonNode id) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("type", type);
    if (id != null) {
      json.set("id", id);
    }
    return json;
  }

  private static byte[] write(ObjectNode json) {
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree in memory cannot be written", e);
    }
  }
}
