package neuratrade.benchmark.stage;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The plain consumer, which says when it is given partitions. */
final class AssignedConsumer extends KafkaConsumer<byte[], byte[]> {

  private final Runnable onAssigned;

  AssignedConsumer(Map<String, Object> properties, Runnable onAssigned) {
    super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.onAssigned = onAssigned;
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(
        topics,
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            onAssigned.run();
            listener.onPartitionsAssigned(partitions);
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions);
          }

          @Override
          public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.onPartitionsLost(partitions);
          }
        });
  }
}
