package neuratrade.pipeline.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates what is missing, and looks at what is there before a worker starts on it. */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration SPREAD_BOUND = Duration.ofSeconds(5);
  private static final Duration SPREAD_PAUSE = Duration.ofMillis(100);

  private final Admin admin;

  public TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates those of {@code topics} that do not exist, with the broker's replication, waits until
   * they are known, and warns of every one that has a single replica.
   *
   * @throws IllegalStateException if the broker does not answer within 30 s or refuses
   */
  public void create(List<Topic> topics) {
    Set<String> existing = await(admin.listTopics().names());
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : topics) {
      if (!existing.contains(topic.name())) {
        missing.add(
            new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.configuration()));
      }
    }
    // Each by itself: another service may create the same topic at the same moment.
    for (Map.Entry<String, KafkaFuture<Void>> creation :
        admin.createTopics(missing).values().entrySet()) {
      try {
        var unused = creation.getValue().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("created topic {}", creation.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException("cannot create topic " + creation.getKey(), e.getCause());
        }
      } catch (InterruptedException | TimeoutException e) {
        throw unanswered(e);
      }
    }
    List<String> single = new ArrayList<>();
    describeAll(topics.stream().map(Topic::name).toList())
        .forEach((name, description) -> {
          if (description.partitions().getFirst().replicas().size() == 1) {
            single.add(name);
          }
        });
    if (!single.isEmpty()) {
      LOG.warn("topics with a single replica, lost with their broker: {}", single);
    }
  }

  /**
   * Makes sure that a stage can stand on its topics.
   *
   * @return the number of partitions of the input
   * @throws IllegalStateException saying which setting is wrong and what it must be
   */
  public int check(String input, String state, String deadLetters) {
    Map<String, TopicDescription> topics = describeAll(List.of(input, state, deadLetters));
    int partitions = partitions(topics, input);
    for (String name : List.of(state, deadLetters)) {
      if (partitions(topics, name) != partitions) {
        throw new IllegalStateException(
            """
            topic %s has %d partitions and its input %s has %d: state and dead letters lie on the number of \
            their input's partition, so create it with %d\
            """
                .formatted(name, partitions(topics, name), input, partitions, partitions));
      }
    }
    String timestamps = setting(input, "message.timestamp.type");
    if (!timestamps.equals("LogAppendTime")) {
      throw new IllegalStateException(
          "topic %s has message.timestamp.type=%s; windows and timers run on the broker's clock, so set it to LogAppendTime"
              .formatted(input, timestamps));
    }
    String most = setting(deadLetters, "max.message.bytes");
    if (Long.parseLong(most) < Topics.LETTER_BYTES) {
      throw new IllegalStateException(
          "topic %s has max.message.bytes=%s; a dead letter is larger than what was read, so set it to %d"
              .formatted(deadLetters, most, Topics.LETTER_BYTES));
    }
    return partitions;
  }

  private String setting(String topic, String key) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config settings =
        requireNonNull(await(admin.describeConfigs(List.of(resource)).all()).get(resource));
    return settings.get(key).value();
  }

  private static int partitions(Map<String, TopicDescription> topics, String name) {
    TopicDescription description = topics.get(name);
    if (description == null) {
      throw new IllegalStateException(
          "topic " + name + " does not exist: create it, or switch the creation of topics on");
    }
    return description.partitions().size();
  }

  /** A topic that was created a moment ago is not yet known everywhere. */
  private Map<String, TopicDescription> describeAll(List<String> names) {
    long deadline = System.nanoTime() + SPREAD_BOUND.toNanos();
    Map<String, TopicDescription> found = describe(names);
    while (found.size() < names.size() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(SPREAD_PAUSE.toNanos());
      found = describe(names);
    }
    return found;
  }

  private Map<String, TopicDescription> describe(List<String> names) {
    Map<String, TopicDescription> found = new TreeMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) -> {
          try {
            found.put(name, future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS));
          } catch (ExecutionException e) {
            LOG.debug("topic {} cannot be described", name, e);
          } catch (InterruptedException | TimeoutException e) {
            throw unanswered(e);
          }
        });
    return found;
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused: " + e.getCause(), e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw unanswered(e);
    }
  }

  private static RuntimeException unanswered(Exception e) {
    if (e instanceof InterruptedException interrupted) {
      return new InterruptException(interrupted);
    }
    return new IllegalStateException(
        "no answer from the brokers within %d s: is kafka.bootstrap.servers right, and is a broker up?"
            .formatted(BOUND.toSeconds()),
        e);
  }
}
