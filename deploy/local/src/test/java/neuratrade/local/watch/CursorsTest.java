package neuratrade.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import neuratrade.pipeline.message.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CursorsTest {

  private final Cursors cursors = new Cursors();

  @BeforeEach
  void begin() {
    for (String channel : List.of("risk:42", "quests:42", "signals:*")) {
      cursors.begin(channel, Json.MAPPER.createArrayNode().add("0.5-a").add("1.7-a"));
    }
  }

  @Test
  void keepsTheHighestOfEachLane() {
    cursors.move("risk:42", "1.12-a");
    cursors.move("risk:42", "1.8-a");

    assertThat(cursors.of("risk:42")).containsExactlyInAnyOrder("0.5-a", "1.12-a");
    assertThat(cursors.of("quests:42")).containsExactlyInAnyOrder("0.5-a", "1.7-a");
  }

  @Test
  void countsAMembersCursorForItsFamily() {
    cursors.move("signals:BTC/USDT", "0.6-a");

    assertThat(cursors.of("signals:*")).containsExactlyInAnyOrder("0.6-a", "1.7-a");
  }

  @Test
  void countsTheBroadcastForEveryRiskChannel() {
    cursors.move("risk:all", "0.6-a");

    assertThat(cursors.of("risk:42")).contains("0.6-a");
    assertThat(cursors.of("quests:42")).contains("0.5-a");
  }

  @Test
  void beginsAgainWhereTheGatewaySays() {
    cursors.move("risk:42", "1.12-a");
    cursors.begin("risk:42", Json.MAPPER.createArrayNode().add("0.1-b").add("1.2-b"));

    assertThat(cursors.of("risk:42")).containsExactlyInAnyOrder("0.1-b", "1.2-b");
  }

  @Test
  void knowsNothingOfWhatWasNeverSubscribed() {
    assertThat(cursors.of("risk:43")).isEmpty();
  }
}
