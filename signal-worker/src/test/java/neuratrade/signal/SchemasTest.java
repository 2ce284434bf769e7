package neuratrade.signal;

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
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.properties.Partition;
import org.junit.jupiter.api.Test;

/** All that is told is as the published schemas say. */
class SchemasTest {

  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  @Test
  void everyNotificationKeepsToItsSchema() {
    for (long seed = 101; seed <= 104; seed++) {
      Partition<Market, SignalEvent> partition =
          new Partition<>(
              SignalProgram.of(SignalFixtures.rules()),
              (symbol, event, before, after, told, at) -> told.forEach(this::check));
      new SignalLog(seed).take(6_000).forEach(partition::take);
    }

    assertThat(schemas).hasSize(4);
  }

  private void check(Notification notification) {
    String cause = notification.type().equals("signal.expired") ? null : "e-1";
    String json = new String(encoder.encode("signal.events-0-1-0", cause, notification), UTF_8);
    assertThat(
            schemas
                .computeIfAbsent(notification.type(), SchemasTest::schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }

  private static JsonSchema schema(String type) {
    String path = "/schemas/notifications/" + type + ".json";
    try (InputStream in = requireNonNull(SchemasTest.class.getResourceAsStream(path), path)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
