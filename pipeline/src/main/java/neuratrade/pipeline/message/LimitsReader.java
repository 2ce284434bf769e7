package neuratrade.pipeline.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of single values, of which only who uses them knows what they may be: each is the
 * text that it was written with.
 */
final class LimitsReader {

  private static final int MAX_KEYS = 32;
  private static final int MAX_TEXT = 64;

  private final JsonFactory json = new JsonFactory();

  /**
   * The keys in their order, with null where JSON's null stands.
   *
   * @param object a JSON object
   */
  Map<String, @Nullable String> read(String name, String object) throws UnreadableException {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    try (JsonParser parser = json.createParser(object)) {
      parser.nextToken();
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        JsonToken kind = parser.nextToken();
        if (values.size() == MAX_KEYS) {
          throw Fields.invalid(name, "has more than %d keys".formatted(MAX_KEYS));
        }
        if (key.length() > MAX_TEXT) {
          throw Fields.invalid(name, "has a key of more than %d characters".formatted(MAX_TEXT));
        }
        values.put(key, kind == JsonToken.VALUE_NULL ? null : text(name, key, parser));
      }
    } catch (IOException e) {
      throw new UnreadableException(Reason.MALFORMED_JSON, name + " is not JSON");
    }
    return Collections.unmodifiableMap(values);
  }

  private static String text(String name, String key, JsonParser parser)
      throws IOException, UnreadableException {
    JsonToken kind = parser.currentToken();
    if (!kind.isScalarValue() || parser.getTextLength() > MAX_TEXT) {
      throw Fields.invalid(
          name,
          "has for %s neither a text or number of up to %d characters, nor a boolean, nor null"
              .formatted(key, MAX_TEXT));
    }
    return parser.getText();
  }
}
