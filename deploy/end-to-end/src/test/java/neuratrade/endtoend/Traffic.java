package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Random events, among them some that come late or again, or that cannot be taken. */
interface Traffic {

  /** The next event as of the given time, ready to be sent. */
  ProducerRecord<byte[], byte[]> next(Instant now);

  /** Of all of these in turn. */
  static Traffic of(List<Traffic> all) {
    return new Traffic() {
      private int turn;

      @Override
      public ProducerRecord<byte[], byte[]> next(Instant now) {
        turn = (turn + 1) % all.size();
        return all.get(turn).next(now);
      }
    };
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, String key, String event) {
    return new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), event.getBytes(UTF_8));
  }

  /** Where a librdkafka client puts a key unless it is told otherwise. */
  static int foreign(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(UTF_8));
    return (int) (crc.getValue() % Topics.PARTITIONS);
  }
}
