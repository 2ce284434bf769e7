package neuratrade.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What a worker does to the notifications topic. */
final class Producing implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  RecordMetadata send(String channel, String value) throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                "notifications",
                channel.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)))
        .get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close(Client.BOUND);
  }
}
