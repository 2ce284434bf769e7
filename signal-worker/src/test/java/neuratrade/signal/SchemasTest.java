package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.SignalEvent;
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
    watch(
        6_000,
        (symbol, event, before, after, told, at) ->
            told.forEach(each -> schemas.hold(each, event)));

    assertThat(schemas.used()).hasSize(4);
  }

  @Test
  void everyStateKeepsToItsSchemaOrIsNotForOthers() {
    MarketCodec codec = new MarketCodec();

    watch(
        3_000,
        (symbol, event, before, after, told, at) ->
            Encoded.by(codec, before, after, 1842, at).parts().forEach(this::check));

    assertThat(schemas.used()).containsExactly("signal.state/signal");
  }

  private void check(Part part) {
    if (part.name().startsWith(MarketCodec.SIGNAL)) {
      schemas.hold("signal.state/signal", part);
    } else {
      assertThat(new String(part.value(), UTF_8)).as(part.name()).isEqualTo("{}");
    }
  }

  private static void watch(int entries, Watcher<Market> watcher) {
    for (long seed = 101; seed <= 104; seed++) {
      Partition<Market, SignalEvent> partition =
          new Partition<>(SignalProgram.of(SignalFixtures.rules()), watcher);
      new SignalLog(seed).take(entries).forEach(partition::take);
    }
  }
}
