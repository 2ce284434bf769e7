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
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.properties.Partition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that is told and all that others may see is as the published schemas say. */
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

  @Test
  void everyStateKeepsToItsSchemaOrIsNotForOthers() {
    RiskStateCodec codec = new RiskStateCodec(Limits.DEFAULT);
    for (long seed = 1; seed <= 8; seed++) {
      Partition<RiskState, RiskEvent> partition =
          new Partition<>(
              RiskProgram.of(Limits.DEFAULT),
              (key, event, before, after, told, at) ->
                  codec.encode(before, after, 1842, at, checking(key)));
      new RiskLog(seed).take(3_000).forEach(partition::take);
    }

    assertThat(schemas.keySet())
        .containsExactlyInAnyOrder("risk.state/account", "risk.state/kill_switch");
  }

  private StateCodec.Writer checking(String key) {
    return new StateCodec.Writer() {
      @Override
      public void write(Part part) {
        if (part.name().equals(StateCodec.WHOLE)) {
          checkState("risk.state/" + (key.equals(Event.SHARED) ? "kill_switch" : "account"), part);
        } else {
          assertThat(new String(part.value(), UTF_8)).as(part.name()).isEqualTo("{}");
        }
      }

      @Override
      public void forget(String name) {
        // It has nothing to keep to.
      }
    };
  }

  private void checkState(String name, Part part) {
    String json = new String(part.value(), UTF_8);
    assertThat(schemas.computeIfAbsent(name, SchemasTest::schema).validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }

  private void check(String aggregate, @Nullable Event event, Notification notification) {
    String cause = event == null ? null : event.id();
    String json = new String(encoder.encode("risk.events-0-1-0", cause, notification), UTF_8);
    assertThat(
            schemas
                .computeIfAbsent("notifications/" + notification.type(), SchemasTest::schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
    assertThat(notification.channel())
        .isEqualTo(aggregate.equals(Event.SHARED) ? "risk:all" : "risk:" + aggregate);
  }

  private static JsonSchema schema(String name) {
    String path = "/schemas/" + name + ".json";
    try (InputStream in = requireNonNull(SchemasTest.class.getResourceAsStream(path), path)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
