package neuratrade.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.protocol.Inbound.Authenticate;
import neuratrade.gateway.protocol.Inbound.Listing;
import neuratrade.gateway.protocol.Inbound.Ping;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.gateway.protocol.Inbound.Subscribe;
import neuratrade.gateway.protocol.Inbound.Unsubscribe;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/** Reads a client's text. Whatever the text is, the answer is a value. */
public final class RequestReader {

  private static final int LONGEST_ID = 64;
  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RequestReader() {}

  public static Inbound read(String text) {
    JsonNode json;
    try {
      json = READER.readTree(text);
    } catch (JsonProcessingException e) {
      return new Refusal(ErrorCode.MALFORMED, "the message is not JSON", null);
    }
    if (!json.isObject()) {
      return new Refusal(ErrorCode.MALFORMED, "the message is not a JSON object", null);
    }
    JsonNode id = json.get("id");
    if (id != null && !isId(id)) {
      return invalid("id must be a text of at most 64 characters or a whole number", null);
    }
    return switch (json.path("action").asText()) {
      case "authenticate" -> authenticate(json, id);
      case "subscribe" -> channels(json, id, true);
      case "unsubscribe" -> channels(json, id, false);
      case "list" -> new Listing(id);
      case "ping" -> new Ping(id);
      default ->
          new Refusal(
              ErrorCode.UNKNOWN_ACTION,
              "action must be authenticate, subscribe, unsubscribe, list or ping",
              id);
    };
  }

  private static boolean isId(JsonNode id) {
    return id.isTextual()
        ? id.textValue().length() <= LONGEST_ID
        : id.isIntegralNumber() && id.canConvertToLong();
  }

  private static Inbound authenticate(JsonNode json, @Nullable JsonNode id) {
    JsonNode token = json.path("token");
    return token.isTextual()
        ? new Authenticate(token.textValue(), id)
        : invalid("token must be a text", id);
  }

  private static Inbound channels(JsonNode json, @Nullable JsonNode id, boolean subscribe) {
    JsonNode channels = json.path("channels");
    if (!channels.isArray() || channels.isEmpty()) {
      return invalid("channels must be an array of at least one channel", id);
    }
    List<Wanted> wanted = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try {
      for (JsonNode entry : channels) {
        Wanted each = WantedReader.read(entry);
        // Each is read again for itself, which may be costly.
        if (!seen.add(each.channel())) {
          return invalid("a request must not name a channel twice", id);
        }
        wanted.add(each);
      }
    } catch (InvalidFieldException e) {
      return invalid(e.getMessage(), id);
    }
    return subscribe ? new Subscribe(wanted, id) : new Unsubscribe(wanted, id);
  }

  private static Refusal invalid(@Nullable String detail, @Nullable JsonNode id) {
    return new Refusal(ErrorCode.INVALID_FIELD, String.valueOf(detail), id);
  }
}
