package neuratrade.benchmark.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that a run told, by channel, in order: the whole values, so the ids, causes and data too.
 *
 * @param values by channel
 */
record Told(Map<String, List<String>> values) {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Reads a topic to its present end. */
  static Told read(String bootstrapServers, String topic) {
    Map<String, List<String>> values = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> committed = consumer(bootstrapServers, "read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer(bootstrapServers, "read_uncommitted")) {
      List<TopicPartition> partitions = partitions(all, topic);
      // The last transaction's markers may still be on their way: it is waited for.
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
      long deadline = System.nanoTime() + BOUND.toNanos();
      while (!ends.entrySet().stream()
          .allMatch(end -> committed.position(end.getKey()) >= end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + " could not be read to its end within " + BOUND);
        }
        for (ConsumerRecord<byte[], byte[]> record : committed.poll(POLL)) {
          values
              .computeIfAbsent(new String(record.key(), UTF_8), unused -> new ArrayList<>())
              .add(new String(record.value(), UTF_8));
        }
      }
    }
    return new Told(values);
  }

  int count() {
    return values.values().stream().mapToInt(List::size).sum();
  }

  /**
   * @throws IllegalStateException with the first difference, if there is one
   */
  void checkEquals(Told other, String what) {
    if (!values.keySet().equals(other.values.keySet())) {
      throw new IllegalStateException(
          "%s told on %d channels instead of %d"
              .formatted(what, other.values.size(), values.size()));
    }
    values.forEach((channel, expected) -> {
      List<String> found = other.values.getOrDefault(channel, List.of());
      if (!expected.equals(found)) {
        throw new IllegalStateException(
            "%s told%n%s%n on %s instead of%n%s".formatted(what, found, channel, expected));
      }
    });
  }

  static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            isolation,
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
