package neuratrade.benchmark.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer of which nobody awaits single records: its flush says if one was not taken. */
public final class SureProducer implements AutoCloseable {

  private static final Duration CLOSE_BOUND = Duration.ofSeconds(30);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param lingerMillis how long a record may wait for others
   */
  public SureProducer(String bootstrapServers, int lingerMillis, int batchBytes) {
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
                batchBytes),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    Future<?> unused =
        producer.send(
            record,
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
      throw new IllegalStateException("the broker did not take a record", first);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_BOUND);
  }
}
