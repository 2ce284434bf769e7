package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Map;

/** The one mapper, and the writing of values whose shape is only known when they are written. */
public final class Json {

  /** snake_case, amounts as text, times as RFC 3339, nothing where there is nothing. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(
              new SimpleModule()
                  .addSerializer(BigDecimal.class, asText(Decimals::amount))
                  .addSerializer(Instant.class, asText(Rfc3339::text)))
          .build();

  private Json() {}

  /**
   * An event as its topic carries it, with its {@code type}, which is the record's name in
   * snake_case. {@code aggregate} follows from the other fields and is not written.
   */
  public static byte[] write(Event event) {
    ObjectNode tree = MAPPER.createObjectNode();
    String type =
        PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(
            event.getClass().getSimpleName());
    tree.put("type", type);
    tree.setAll(MAPPER.<ObjectNode>valueToTree(event));
    tree.remove("aggregate");
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Passes over the object or array at which {@code parser} stands, and gives it as it lies in
   * {@code value}, which is what the parser reads.
   *
   * @throws IOException if it is not UTF-8
   */
  public static String rawValue(JsonParser parser, byte[] value) throws IOException {
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    JsonParser passed = parser.skipChildren();
    return slice(value, begin, (int) passed.currentLocation().getByteOffset());
  }

  /** The parser knows no places in what is not UTF-8, and looks at no character that it skips. */
  static String slice(byte[] value, int begin, int end) throws IOException {
    if (begin < 0) {
      throw new CharacterCodingException();
    }
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(value, begin, end - begin)).toString();
  }

  /** Writes texts, booleans, whole numbers, null, and maps and iterables of these. */
  static void writeValue(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          writeValue(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> values -> {
        json.writeStartArray();
        for (Object each : values) {
          writeValue(json, each);
        }
        json.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException(
              "notification data cannot carry a " + value.getClass().getName());
    }
  }

  private static <T> JsonSerializer<T> asText(java.util.function.Function<T, String> text) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(text.apply(value));
      }
    };
  }
}
