package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.properties.Encoded;
import neuratrade.properties.Partition;
import neuratrade.properties.Partition.Watcher;
import neuratrade.properties.PublishedSchemas;
import org.junit.jupiter.api.Test;

/** All that is told and all that others may see is as the published schemas say. */
class SchemasTest {

  private final PublishedSchemas schemas = new PublishedSchemas();

  @Test
  void everyNotificationKeepsToItsSchema() {
    watch((aggregate, event, before, after, told, at) ->
        told.forEach(each -> {
          schemas.hold(each, event);
          assertThat(each.channel())
              .isEqualTo(aggregate.equals(Event.SHARED) ? "risk:all" : "risk:" + aggregate);
        }));

    assertThat(schemas.used()).hasSize(14);
  }

  @Test
  void everyStateKeepsToItsSchemaOrIsNotForOthers() {
    RiskStateCodec codec = new RiskStateCodec(Limits.DEFAULT);

    watch((aggregate, event, before, after, told, at) ->
        Encoded.by(codec, before, after, 1842, at).parts().forEach(part -> check(aggregate, part)));

    assertThat(schemas.used())
        .containsExactlyInAnyOrder("risk.state/account", "risk.state/kill_switch");
  }

  private void check(String aggregate, Part part) {
    if (part.name().equals(StateCodec.WHOLE)) {
      schemas.hold(
          "risk.state/" + (aggregate.equals(Event.SHARED) ? "kill_switch" : "account"), part);
    } else {
      assertThat(new String(part.value(), UTF_8)).as(part.name()).isEqualTo("{}");
    }
  }

  private static void watch(Watcher<RiskState> watcher) {
    for (long seed = 101; seed <= 108; seed++) {
      Partition<RiskState, RiskEvent> partition =
          new Partition<>(RiskProgram.of(Limits.DEFAULT), watcher);
      new RiskLog(seed).take(3_000).forEach(partition::take);
    }
  }
}
