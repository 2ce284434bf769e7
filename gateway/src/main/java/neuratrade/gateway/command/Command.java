package neuratrade.gateway.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.RiskEventDecoder;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** A kind of command, and the event that it becomes. */
public enum Command {
  HALT("halt_requested", "reason"),
  RESUME("resume_requested", "rebase", "override_daily"),
  PEAK_RESET("peak_reset", "peak"),
  LIMITS("limits_set", "limits"),
  KILL_SWITCH("kill_switch_set", "on", "reason");

  private final String type;
  private final List<String> fields;

  /**
   * @param fields what a request may say; the gateway knows the rest
   */
  Command(String type, String... fields) {
    this.type = type;
    this.fields = List.of(fields);
  }

  /**
   * The event's JSON, of which the topic's own decoder says that the stage will take it.
   *
   * @param account null if the command is of all accounts
   * @throws UnreadableException what is wrong with the request
   */
  public byte[] event(
      String id, Instant at, @Nullable String account, JsonNode request, String requestedBy)
      throws UnreadableException {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("type", type)
            .put("id", id)
            .put("occurred_at", at.toString());
    if (account != null) {
      json.put("account_id", account);
    }
    for (String field : fields) {
      JsonNode value = request.get(field);
      if (value != null) {
        json.set(field, value);
      }
    }
    byte[] event = write(json.put("requested_by", requestedBy));
    var unused = new RiskEventDecoder().decode(event, at);
    return event;
  }

  private static byte[] write(ObjectNode json) {
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree in memory cannot be written", e);
    }
  }
}
