package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of one input partition as they are polled, for tests without a broker. */
final class Records {

  static final TopicPartition INPUT = new TopicPartition("events", 0);
  static final StageTopics TOPICS =
      new StageTopics(INPUT.topic(), "state", "events.dlq", "notifications");

  private Records() {}

  static ConsumerRecord<byte[], byte[]> record(
      long offset, long at, @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        INPUT.topic(),
        INPUT.partition(),
        offset,
        at,
        TimestampType.LOG_APPEND_TIME,
        -1,
        -1,
        key == null ? null : key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  static ConsumerRecord<byte[], byte[]> tick(long offset, long at) {
    ConsumerRecord<byte[], byte[]> tick = record(offset, at, null, null);
    tick.headers().add(Outputs.TICK, new byte[0]);
    return tick;
  }

  /** {@code count} records that say nothing, from an offset on. */
  static List<ConsumerRecord<byte[], byte[]>> some(long from, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(from + i, 0, "a", new byte[0]));
    }
    return records;
  }

  static Slice slice(PartitionState partition, List<ConsumerRecord<byte[], byte[]>> records) {
    return new Slice(partition, records, records.getLast().offset() + 1);
  }
}
