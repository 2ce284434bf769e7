package neuratrade.gateway.table;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer over all partitions of a table's topic, from its beginning. Belongs to one thread.
 */
final class TableReader<C> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration MISSING = Duration.ofSeconds(1);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "isolation.level", "read_committed",
          "enable.auto.commit", "false",
          "auto.offset.reset", "none",
          "allow.auto.create.topics", "false",
          "max.poll.records", "2000",
          "fetch.max.bytes", String.valueOf(8 * 1024 * 1024));

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Table<C> table;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  TableReader(Map<String, Object> kafka, String topic, Table<C> table) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putAll(SETTINGS);
    settings.put("client.id", "gateway-" + topic);
    settings.remove("group.id");
    this.topic = topic;
    this.table = table;
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Goes to the beginning of the topic; waits for it, be it for ever. */
  void begin() {
    List<TopicPartition> partitions = partitions();
    if (partitions.isEmpty()) {
      LOG.info("there is no topic {} yet, it is awaited", topic);
      table.begin(0);
    }
    while (partitions.isEmpty()) {
      // An interrupt ends this pause, and then the question.
      LockSupport.parkNanos(MISSING.toNanos());
      partitions = partitions();
    }
    table.begin(partitions.size());
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, START);
    partitions.forEach(each -> consumer.seek(each, requireNonNull(first.get(each))));
    ends.putAll(consumer.endOffsets(partitions, START));
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic, START).stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .toList();
  }

  /** Brings the next records into the table; waits up to half a second for one. */
  List<C> poll() {
    List<C> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
      if (each.key() != null) {
        C change = table.apply(each);
        if (change != null) {
          changes.add(change);
        }
      }
    }
    return changes;
  }

  /** Whether all is read that was there when the reader began. */
  boolean hasCaughtUp() {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey(), START) >= end.getValue());
    return ends.isEmpty();
  }

  @Override
  public void close() {
    Closing.close(consumer);
  }
}
