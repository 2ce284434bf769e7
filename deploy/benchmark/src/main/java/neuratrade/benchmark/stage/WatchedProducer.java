package neuratrade.benchmark.stage;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The plain producer, whose commits a {@link CommitWatch} sees. */
final class WatchedProducer extends KafkaProducer<byte[], byte[]> {

  private final CommitWatch watch;

  WatchedProducer(Map<String, Object> properties, CommitWatch watch) {
    super(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.watch = watch;
  }

  @Override
  public void beginTransaction() {
    super.beginTransaction();
    watch.begun();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    super.sendOffsetsToTransaction(offsets, group);
    watch.offsets(offsets);
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    watch.committed();
  }
}
