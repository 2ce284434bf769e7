package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells notifications at a steady pace as the stages of many workers would: in transactions, whose
 * markers leave holes among the records, some of them aborted.
 */
final class Telling implements AutoCloseable {

  private static final Duration TURN = Duration.ofMillis(20);
  private static final int ABORTED_OF = 25;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> channels;
  private final int aTurn;
  private final String text;
  private final Random random;
  private final AtomicLong told = new AtomicLong();
  private final Future<?> telling;
  private volatile boolean enough;

  /**
   * @param aSecond how many notifications
   * @param characters how long their texts are
   */
  Telling(Ground ground, List<String> channels, int aSecond, int characters, long seed) {
    this.text = "Drawdown reached the warning limit. ".repeat(1 + characters / 36);
    this.channels = channels;
    this.aTurn = Math.max(1, (int) (aSecond * TURN.toMillis() / 1_000));
    this.random = new Random(seed);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                ground.bootstrapServers(),
                "transactional.id",
                "telling-" + seed,
                "retry.backoff.ms",
                2),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.telling = thread.submit(this::tell);
  }

  private void tell() {
    producer.initTransactions();
    long next = System.nanoTime();
    for (int turn = 1; !enough; turn++) {
      producer.beginTransaction();
      for (int i = 0; i < aTurn; i++) {
        var unused = producer.send(notification(channels.get(random.nextInt(channels.size()))));
      }
      if (turn % ABORTED_OF == 0) {
        producer.flush();
        producer.abortTransaction();
      } else {
        producer.commitTransaction();
        told.addAndGet(aTurn);
      }
      next = Math.max(next + TURN.toNanos(), System.nanoTime() - TURN.toNanos());
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private ProducerRecord<byte[], byte[]> notification(String channel) {
    long number = told.get() * ABORTED_OF + random.nextInt(ABORTED_OF);
    String value =
        "{\"id\":\"risk.events-%d-%d-0\",\"cause\":\"e-%d\",\"type\":\"risk.warning_drawdown\",\"channel\":\"%s\",\"severity\":\"medium\",\"title\":\"Drawdown warning\",\"message\":\"%s\",\"occurred_at\":\"%s\",\"data\":{\"drawdown\":\"0.0798\",\"peak\":\"1000\",\"equity\":\"920.2\",\"sent_ns\":\"%d\"}}"
            .formatted(
                Ground.home(channel),
                number,
                number,
                channel,
                text,
                Instant.now(),
                System.nanoTime());
    return new ProducerRecord<>(
        Topics.NOTIFICATIONS, channel.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** How many notifications are told for good. */
  long told() {
    return told.get();
  }

  /** Tells the last ones. */
  @Override
  public void close() {
    enough = true;
    Object unused = Ground.done(telling);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(Ground.BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the telling does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Ground.close(producer);
  }
}
