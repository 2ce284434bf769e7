package neuratrade.pipeline.topic;

import java.util.Map;

/**
 * A topic as the pipeline wants it.
 *
 * @param partitions how many it is created with
 * @param configuration the broker's settings for it, such as {@code retention.ms}
 */
public record Topic(String name, int partitions, Map<String, String> configuration) {

  public Topic {
    if (name.isBlank() || partitions < 1) {
      throw new IllegalArgumentException("a topic needs a name and at least one partition");
    }
    configuration = Map.copyOf(configuration);
  }
}
