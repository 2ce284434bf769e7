package neuratrade.properties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import org.jspecify.annotations.Nullable;

/** The published schemas, to which all that is told and all that others may see is held. */
public final class PublishedSchemas {

  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /**
   * A notification keeps to the schema of its type.
   *
   * @param cause the event that led to it; null if a timer did
   */
  public void hold(Notification notification, @Nullable Event cause) {
    hold(
        "notifications/" + notification.type(),
        encoder.encode("any.events-0-1-0", cause == null ? null : cause.id(), notification));
  }

  /** What others may see of a part of a state keeps to the schema of that name. */
  public void hold(String name, Part part) {
    hold(name, part.value());
  }

  /** The names of the schemas that something was held to. */
  public Set<String> used() {
    return schemas.keySet();
  }

  private void hold(String name, byte[] value) {
    String json = new String(value, UTF_8);
    JsonSchema schema = schemas.computeIfAbsent(name, PublishedSchemas::read);
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  private static JsonSchema read(String name) {
    String path = "/schemas/" + name + ".json";
    try (InputStream in = requireNonNull(PublishedSchemas.class.getResourceAsStream(path), path)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
