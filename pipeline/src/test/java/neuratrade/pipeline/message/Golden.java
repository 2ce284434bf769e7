package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The golden files, and what the schemas say of a message. */
final class Golden {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private Golden() {}

  /** The message as the topic carries it. */
  static String text(String topic, String type) {
    return resource("/golden/%s/%s.json".formatted(topic, type)).strip();
  }

  /** What the type's schema has against {@code message}. */
  static Set<ValidationMessage> violations(String topic, String type, String message) {
    JsonSchema schema =
        SCHEMAS.getSchema(resource("/schemas/%s/%s.json".formatted(topic, type)), STRICT);
    return schema.validate(message, InputFormat.JSON);
  }

  private static String resource(String path) {
    try (InputStream in = requireNonNull(Golden.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
