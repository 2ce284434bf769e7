package neuratrade.local.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The feed's two clients of Kafka, and their end. */
record FeedClients(Producer<String, byte[]> producer, Consumer<String, byte[]> consumer)
    implements AutoCloseable {

  private static final List<String> NEEDED =
      List.of(
          Topics.RISK_EVENTS,
          Topics.RISK_STATE,
          Topics.QUEST_EVENTS,
          Topics.SIGNAL_EVENTS,
          Topics.NOTIFICATIONS);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(50);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  static FeedClients open(String bootstrapServers) {
    return new FeedClients(
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                15_000,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                4L << 20),
            new StringSerializer(),
            new ByteArraySerializer()),
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                1 << 20,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000),
            new StringDeserializer(),
            new ByteArrayDeserializer()));
  }

  /**
   * Waits until the workers have created the topics.
   *
   * @throws IllegalStateException if they do not within 50 s
   */
  void awaitTopics() {
    long begun = System.nanoTime();
    for (String topic : NEEDED) {
      while (!exists(topic)) {
        if (System.nanoTime() - begun > TOPICS_WITHIN.toNanos()) {
          throw new IllegalStateException(
              "topic %s is not there: its worker creates it at its start".formatted(topic));
        }
      }
    }
  }

  // A producer asks for a topic again and again until its max.block.ms is over.
  private boolean exists(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }
}
