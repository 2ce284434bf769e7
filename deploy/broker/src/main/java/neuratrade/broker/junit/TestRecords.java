package neuratrade.broker.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what a worker under test reads, and reads what it has committed. */
public final class TestRecords {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final String bootstrapServers;

  public TestRecords(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Writes them in this order, and returns when the broker has confirmed the last one. */
  public void write(List<ProducerRecord<String, byte[]>> records) throws Exception {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(each -> sent.add(producer.send(each)));
      for (Future<RecordMetadata> each : sent) {
        RecordMetadata unused = each.get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      producer.close(BOUND);
    }
  }

  /**
   * All that is committed, partition by partition in the order of the log, once it is as much as
   * the test wants.
   *
   * @throws IllegalStateException if it is not within a minute; says how much there is
   */
  public List<ConsumerRecord<String, String>> read(
      String topic, Predicate<List<ConsumerRecord<String, String>>> isEnough) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    long begun = System.nanoTime();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, BOUND).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!(isAtEnd(consumer, partitions) && isEnough.test(records))) {
        if (System.nanoTime() - begun > BOUND.toNanos()) {
          throw new IllegalStateException(
              "%s has but %d records after %s".formatted(topic, records.size(), BOUND));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean isAtEnd(
      KafkaConsumer<String, String> consumer, List<TopicPartition> partitions) {
    return consumer.endOffsets(partitions, BOUND).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), BOUND) >= end.getValue());
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "fetch.max.wait.ms",
            "20"),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
