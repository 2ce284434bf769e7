package neuratrade.benchmark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes notifications as a worker would. */
final class KafkaFeed implements Feed {

  private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);
  private static final int UNTIL_FLUSHED_MILLIS = 10_000;

  private final List<ProducerRecord<byte[], byte[]>> records;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  KafkaFeed(String bootstrapServers, String topic, List<String> channels) {
    this.records =
        channels.stream()
            .map(each ->
                new ProducerRecord<>(
                    topic, each.getBytes(UTF_8), Payload.value(each).getBytes(UTF_8)))
            .toList();
    this.producer =
        new KafkaProducer<>(
            // What is due at once goes in one batch, and no sooner than all of it is there.
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "linger.ms",
                UNTIL_FLUSHED_MILLIS,
                "batch.size",
                1 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void send(int burst) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      for (int i = 0; i < burst; i++) {
        Future<?> unused =
            producer.send(
                record,
                (place, problem) -> {
                  if (problem != null) {
                    failure.compareAndSet(null, problem);
                  }
                });
      }
    }
    producer.flush();
    Exception first = failure.get();
    if (first != null) {
      throw new IllegalStateException("the broker did not take a notification", first);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_BOUND);
  }
}
