package neuratrade.pipeline.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.topic.Topics;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class StageChannelTest {

  @Test
  void wantsTheTopicsOfTheContract() {
    assertThat(channel(Map.of()).missing()).isEqualTo(Topics.risk());
  }

  @Test
  void countsAndRetentionsAreAsConfigured() {
    StageChannel channel =
        channel(
            Map.of(
                "partitions", "3",
                "retention", "P1D",
                "dead-letter-retention", "P2D",
                "notifications-retention", "PT3H",
                "notifications-topic", "told"));

    assertThat(channel.missing())
        .isEqualTo(
            List.of(
                Topics.input(Topics.RISK_EVENTS, 3, Duration.ofDays(1)),
                Topics.state(Topics.RISK_STATE, 3),
                Topics.deadLetters(Topics.RISK_DEAD_LETTERS, 3, Duration.ofDays(2)),
                Topics.kept("told", 3, Duration.ofHours(3))));
  }

  @Test
  void createsNothingWhereThatIsSwitchedOff() {
    assertThat(channel(Map.of("create-topics", "false")).missing()).isEmpty();
  }

  @Test
  void namesTheKeyOfARetentionThatIsNoDuration() {
    assertThatThrownBy(() -> channel(Map.of("dead-letter-retention", "14 days")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "mp.messaging.incoming.risk-events.dead-letter-retention", "'14 days'");
  }

  private static StageChannel channel(Map<String, String> set) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "channel-name", "risk-events",
                "service", "risk-worker",
                "topic", Topics.RISK_EVENTS,
                "state-topic", Topics.RISK_STATE,
                "dead-letter-topic", Topics.RISK_DEAD_LETTERS));
    all.putAll(set);
    return StageChannel.of(
        config(Map.of("kafka.bootstrap.servers", "localhost:9092")),
        new StageConnectorIncomingConfiguration(config(all)));
  }

  private static Config config(Map<String, String> values) {
    return new SmallRyeConfigBuilder().withDefaultValues(values).build();
  }
}
