package neuratrade.benchmark.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import neuratrade.benchmark.process.SureProducer;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An upstream producer of events. */
public final class Load implements AutoCloseable {

  private static final int BATCH_BYTES = 128 << 10;

  private final String topic;
  private final SureProducer producer;

  /**
   * @param lingerMillis how long a record may wait for others: 0 where latency is measured
   */
  public Load(String bootstrapServers, String topic, int lingerMillis) {
    this.topic = topic;
    this.producer = new SureProducer(bootstrapServers, lingerMillis, BATCH_BYTES);
  }

  public void send(Event event) {
    producer.send(
        new ProducerRecord<>(topic, event.aggregate().getBytes(UTF_8), Json.write(event)));
  }

  /** Waits until the broker has all that was sent. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
