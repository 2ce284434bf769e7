package neuratrade.risk;

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
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.properties.Partition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that is told is as the published schemas say. */
class SchemasTest {

  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  @Test
  void everyNotificationKeepsToItsSchema() {
    for (long seed = 101; seed <= 108; seed++) {
      Partition<RiskState, RiskEvent> partition =
          new Partition<>(
              RiskProgram.of(Limits.DEFAULT),
              (aggregate, event, before, after, told, at) ->
                  told.forEach(each -> check(aggregate, event, each)));
      new RiskLog(seed).take(3_000).forEach(partition::take);
    }

    assertThat(schemas).hasSize(14);
  }

  private void check(String aggregate, @Nullable Event event, Notification notification) {
    String cause = event == null ? null : event.id();
    String json = new String(encoder.encode("risk.events-0-1-0", cause, notification), UTF_8);
    assertThat(
            schemas
                .computeIfAbsent(notification.type(), SchemasTest::schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
    assertThat(notification.channel())
        .isEqualTo(aggregate.equals(Event.SHARED) ? "risk:all" : "risk:" + aggregate);
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
