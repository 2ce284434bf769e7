package neuratrade.pipeline.connector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.stage.StageSettings;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.eclipse.microprofile.config.Config;

/** A channel's configuration as a stage wants it. */
record StageChannel(StageSettings settings, List<Topic> missing) {

  private static final String KAFKA = "kafka.";

  /**
   * @param config of the application, for what is not the channel's own
   */
  static StageChannel of(Config config, StageConnectorIncomingConfiguration channel) {
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
            Topics.input(
                names.input(), partitions, kept(channel, "retention", channel.getRetention())),
            Topics.state(names.state(), partitions),
            Topics.deadLetters(
                names.deadLetters(),
                partitions,
                kept(channel, "dead-letter-retention", channel.getDeadLetterRetention())),
            Topics.kept(
                names.notifications(),
                partitions,
                kept(channel, "notifications-retention", channel.getNotificationsRetention())));
    return new StageChannel(
        new StageSettings(
            service,
            config.getOptionalValue("neuratrade.instance", String.class).orElse(service + "-0"),
            names,
            kafka(config)),
        channel.getCreateTopics() ? topics : List.of());
  }

  private static Duration kept(
      StageConnectorIncomingConfiguration channel, String key, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "mp.messaging.incoming.%s.%s is a duration of ISO 8601, such as P7D, but was '%s'"
              .formatted(channel.getChannel(), key, text),
          e);
    }
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
}
