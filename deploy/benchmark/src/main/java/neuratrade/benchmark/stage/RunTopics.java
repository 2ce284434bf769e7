package neuratrade.benchmark.stage;

import java.time.Duration;
import java.util.List;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;

/**
 * The topics of one run of one subject: what it reads may be shared, what it writes is its own.
 *
 * @param run prefix of all that the run owns: topics, consumer group, transactional id
 */
record RunTopics(String bootstrapServers, String input, String run) {

  static Topic input(String name) {
    return Topics.input(name, Topics.PARTITIONS, Topics.EVENTS_KEPT);
  }

  String state() {
    return run + ".state";
  }

  String deadLetters() {
    return run + ".dlq";
  }

  String notifications() {
    return run + ".notifications";
  }

  /** What is to be created beside the input; Kafka Streams makes its changelog itself. */
  List<Topic> outputs() {
    return List.of(
        Topics.state(state(), Topics.PARTITIONS),
        Topics.deadLetters(deadLetters(), Topics.PARTITIONS, Duration.ofDays(1)),
        Topics.kept(notifications(), Topics.PARTITIONS, Duration.ofDays(1)));
  }
}
