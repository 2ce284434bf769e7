package neuratrade.quest;

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
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.properties.Partition;
import org.junit.jupiter.api.Test;

/** All that is told and all that others may see is as the published schemas say. */
class SchemasTest {

  private final NotificationEncoder encoder = new NotificationEncoder();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  @Test
  void everyNotificationKeepsToItsSchema() {
    for (long seed = 101; seed <= 110; seed++) {
      Partition<Board, QuestEvent> partition =
          new Partition<>(
              QuestProgram.of(QuestRules.DEFAULT),
              (account, event, before, after, told, at) ->
                  told.forEach(each -> check(account, each)));
      new QuestLog(seed).take(1_500).forEach(partition::take);
    }

    assertThat(schemas).hasSize(9);
  }

  @Test
  void everyStateKeepsToItsSchema() {
    StateCodec.Writer checking =
        new StateCodec.Writer() {
          @Override
          public void write(Part part) {
            checkState("quest.state/quest", part);
          }

          @Override
          public void forget(String name) {
            // It has nothing to keep to.
          }
        };
    BoardCodec codec = new BoardCodec();
    for (long seed = 101; seed <= 110; seed++) {
      Partition<Board, QuestEvent> partition =
          new Partition<>(
              QuestProgram.of(QuestRules.DEFAULT),
              (account, event, before, after, told, at) ->
                  codec.encode(before, after, 1842, at, checking));
      new QuestLog(seed).take(1_500).forEach(partition::take);
    }
  }

  private void checkState(String name, Part part) {
    String json = new String(part.value(), UTF_8);
    assertThat(schemas.computeIfAbsent(name, SchemasTest::schema).validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }

  private void check(String account, Notification notification) {
    String cause =
        switch (notification.type()) {
          case "quest.progress", "quest.expired" -> null;
          default -> "e-1";
        };
    String json = new String(encoder.encode("quest.events-0-1-0", cause, notification), UTF_8);
    assertThat(
            schemas
                .computeIfAbsent("notifications/" + notification.type(), SchemasTest::schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
    assertThat(notification.channel()).isEqualTo("quests:" + account);
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
