package neuratrade.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.ConfigProvider;

/** What lies in a topic at this moment, as a stage would read it. */
final class Written {

  private static final Duration POLL = Duration.ofMillis(100);

  private Written() {}

  /** The records of one key, partition by partition in the order of the log. */
  static List<ConsumerRecord<String, String>> to(String topic, String key) {
    List<ConsumerRecord<String, String>> written = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, Client.BOUND).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Client.BOUND);
      while (!partitions.stream()
          .allMatch(each -> consumer.position(each, Client.BOUND) >= ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          if (key.equals(record.key())) {
            written.add(record);
          }
        }
      }
    }
    return written;
  }

  /** The partition on which the key's records belong. */
  static int partition(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % 12;
  }

  private static KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
            "isolation.level",
            "read_committed",
            "fetch.max.wait.ms",
            "20"),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
