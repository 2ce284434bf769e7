package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import neuratrade.benchmark.process.SureProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes notifications as a worker would. */
final class KafkaFeed implements Feed {

  // What is due at once goes in one batch, and no sooner than all of it is there.
  private static final int UNTIL_FLUSHED_MILLIS = 10_000;
  private static final int BATCH_BYTES = 1 << 20;

  private final List<ProducerRecord<byte[], byte[]>> records;
  private final SureProducer producer;

  KafkaFeed(String bootstrapServers, String topic, List<String> channels) {
    this.records =
        channels.stream()
            .map(each ->
                new ProducerRecord<>(
                    topic, each.getBytes(UTF_8), Payload.value(each).getBytes(UTF_8)))
            .toList();
    this.producer = new SureProducer(bootstrapServers, UNTIL_FLUSHED_MILLIS, BATCH_BYTES);
  }

  @Override
  public void send(int burst) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      for (int i = 0; i < burst; i++) {
        producer.send(record);
      }
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
