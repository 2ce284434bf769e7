package neuratrade.quest;

import static org.assertj.core.api.Assertions.assertThat;

import neuratrade.pipeline.message.QuestEvent;
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
    watch((account, event, before, after, told, at) ->
        told.forEach(each -> {
          schemas.hold(each, event);
          assertThat(each.channel()).isEqualTo("quests:" + account);
        }));

    assertThat(schemas.used()).hasSize(9);
  }

  @Test
  void everyStateKeepsToItsSchema() {
    BoardCodec codec = new BoardCodec();

    watch((account, event, before, after, told, at) ->
        Encoded.by(codec, before, after, 1842, at)
            .parts()
            .forEach(part -> schemas.hold("quest.state/quest", part)));

    assertThat(schemas.used()).containsExactly("quest.state/quest");
  }

  private static void watch(Watcher<Board> watcher) {
    for (long seed = 101; seed <= 110; seed++) {
      Partition<Board, QuestEvent> partition =
          new Partition<>(QuestProgram.of(QuestRules.DEFAULT), watcher);
      new QuestLog(seed).take(1_500).forEach(partition::take);
    }
  }
}
