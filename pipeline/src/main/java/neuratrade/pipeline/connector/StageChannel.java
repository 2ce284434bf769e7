package neuratrade.pipeline.connector;

import static neuratrade.pipeline.topic.Topics.DEAD_LETTERS_KEPT;
import static neuratrade.pipeline.topic.Topics.NOTIFICATIONS_KEPT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** A channel's configuration as a stage wants it. */
record StageChannel(StageSettings settings, List<Topic> missing) {

  private static final String KAFKA = "kafka.";
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

  static StageChannel of(StageConnectorIncomingConfiguration channel) {
    Config config = ConfigProvider.getConfig();
    String service = channel.getService();
    StageTopics names =
        new StageTopics(
            channel.getTopic(),
            channel.getStateTopic(),
            channel.getDeadLetterTopic(),
            channel.getNotificationsTopic());
    int partitions = channel.getPartitions();
    List<Topic> topics =
        List.of(
            Topics.input(names.input(), partitions, Duration.parse(channel.getRetention())),
            Topics.state(names.state(), partitions),
            Topics.deadLetters(names.deadLetters(), partitions, DEAD_LETTERS_KEPT),
            Topics.kept(names.notifications(), partitions, NOTIFICATIONS_KEPT));
    return new StageChannel(
        new StageSettings(
            service,
            config.getOptionalValue("neuratrade.instance", String.class).orElse(service + "-0"),
            names,
            kafka(config)),
        channel.getCreateTopics() ? topics : List.of());
  }

  /** The global {@code kafka.*} keys, which go to every client. */
  private static Map<String, String> kafka(Config config) {
    Map<String, String> client = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(KAFKA)) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> client.put(name.substring(KAFKA.length()), value));
      }
    }
    return client;
  }

  void createTopics() {
    if (missing.isEmpty()) {
      return;
    }
    Admin admin = Admin.create(Map.copyOf(settings.client()));
    try {
      new TopicSetup(admin).create(missing);
    } finally {
      admin.close(CLOSE_BOUND);
    }
  }
}
