package neuratrade.broker.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Names that no other test uses, and the topics created under them, which go with the test. */
public final class TestTopics implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> created = new ArrayList<>();
  private final Admin admin;

  TestTopics(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** The given name made this test's own: of a topic, a group, a transactional id. */
  public String own(String name) {
    return name + "-" + suffix;
  }

  /** Creates a topic under this test's own name and returns that name. */
  public String create(String name, int partitions, Map<String, String> configuration) {
    String topic = own(name);
    await(
        admin
            .createTopics(
                List.of(
                    new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(configuration)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
    created.add(topic);
    return topic;
  }

  /**
   * The client that made the topics, for what else a test asks of the cluster; closed with the
   * test.
   */
  public Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    if (!created.isEmpty()) {
      await(admin.deleteTopics(created).all().toCompletionStage().toCompletableFuture());
    }
    admin.close(BOUND);
  }

  private static void await(java.util.concurrent.Future<?> future) {
    try {
      Object ignored = future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not do as the test asked", e);
    }
  }
}
