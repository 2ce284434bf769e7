package neuratrade.gateway.feed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the notifications topic on the brokers.
 *
 * @param missing as what it is created if it is missing; null if it is not
 */
public record TopicLookup(String name, @Nullable Topic missing) {

  private static final Duration BOUND = Duration.ofSeconds(30);

  /**
   * @param incarnation tells the topic from another of the same name
   */
  record Found(String name, int lanes, String incarnation) {}

  Found find(Map<String, Object> kafka) throws InterruptedException {
    Admin admin = Admin.create(kafka);
    try {
      if (missing != null) {
        new TopicSetup(admin).create(List.of(missing));
      }
      return describe(admin);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** The topic as it is now, which is not created. */
  Found describe(Admin admin) {
    try {
      TopicDescription description =
          requireNonNull(
              admin
                  .describeTopics(List.of(name))
                  .allTopicNames()
                  .get(BOUND.toMillis(), TimeUnit.MILLISECONDS)
                  .get(name));
      return new Found(name, description.partitions().size(), text(description.topicId()));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topic " + name + " cannot be found", e);
    }
  }

  private static String text(Uuid id) {
    long bits = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    return Integer.toHexString((int) (bits ^ (bits >>> Integer.SIZE)));
  }
}
