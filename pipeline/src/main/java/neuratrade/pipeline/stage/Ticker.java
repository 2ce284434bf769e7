package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes ticks: records that say nothing but what time it is in the log, so that due timers are
 * folded like events. By a plain producer, since a tick does no harm where it is lost, doubled, or
 * written by an owner of yesterday.
 */
final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  Ticker(StageSettings settings) {
    topic = settings.topics().input();
    producer =
        new KafkaProducer<>(
            settings.tickProducer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes a tick to the partition if one of its timers is due by this machine's clock. */
  void tick(PartitionState partition) {
    long now = System.currentTimeMillis();
    if (partition.wantsTick(now)) {
      partition.tickSent(now);
      Future<?> unused =
          producer.send(
              Outputs.tick(topic, partition.input.partition()),
              (metadata, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "a tick for {} failed and will be written again", partition.input, failure);
                }
              });
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
