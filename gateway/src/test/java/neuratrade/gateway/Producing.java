package neuratrade.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What workers do to the topics that the gateway reads. */
final class Producing implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  RecordMetadata send(String channel, String value) throws Exception {
    return send(record(channel, value));
  }

  /** Sends so many, and returns when the broker has them all. */
  void sendAll(String channel, String value, int count) {
    for (int i = 0; i < count; i++) {
      var unused = producer.send(record(channel, value));
    }
    producer.flush();
  }

  private static ProducerRecord<byte[], byte[]> record(String channel, String value) {
    return new ProducerRecord<>("notifications", bytes(channel), bytes(value));
  }

  /** What a worker does to a state topic; null forgets. */
  void state(String topic, String key, @Nullable String value) throws Exception {
    RecordMetadata unused =
        send(new ProducerRecord<>(topic, bytes(key), value == null ? null : bytes(value)));
  }

  /** What the risk-worker makes of the kill switch: a record on every partition. */
  void killSwitch(@Nullable Boolean on) throws Exception {
    for (int partition = 0; partition < 12; partition++) {
      byte[] value = on == null ? null : bytes("{\"on\":" + on + ",\"version\":1}");
      RecordMetadata unused =
          send(new ProducerRecord<>("risk.state", partition, bytes("*"), value));
    }
  }

  private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
    return producer.send(record).get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Client.BOUND);
  }
}
