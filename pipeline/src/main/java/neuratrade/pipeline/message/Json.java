package neuratrade.pipeline.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
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
                  .addSerializer(Instant.class, asText(Instant::toString)))
          .build();

  private Json() {}

  /**
   * An event as its topic carries it, with its {@code type}, which is the record's name in
   * snake_case. {@code aggregate} follows from the account and is not written.
   */
  public static byte[] write(RiskEvent event) {
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
