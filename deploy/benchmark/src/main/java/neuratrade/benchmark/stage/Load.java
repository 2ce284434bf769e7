package neuratrade.benchmark.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An upstream producer of events. */
public final class Load implements AutoCloseable {

  private static final Duration CLOSE_BOUND = Duration.ofSeconds(30);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param lingerMillis how long a record may wait for others: 0 where latency is measured
   */
  public Load(String bootstrapServers, String topic, int lingerMillis) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "linger.ms",
                lingerMillis,
                "batch.size",
                128 << 10),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void send(Event event) {
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, event.aggregate().getBytes(UTF_8), Json.write(event)),
            (place, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
  }

  /** Waits until the broker has all that was sent. */
  public void flush() {
    producer.flush();
    Exception first = failure.get();
    if (first != null) {
      throw new IllegalStateException("the broker did not take the load", first);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_BOUND);
  }
}
