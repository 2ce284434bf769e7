package neuratrade.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Random events on their way into the input, at a pace that the test sets. */
final class Flow implements AutoCloseable {

  private static final int MILLIS_A_TURN = 2;
  private static final int MOST_AT_ONCE = 2_000;

  private final Traffic traffic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile int perSecond;
  private volatile int allowed;
  private volatile int sent;

  // Belongs to the executor's thread.
  private double due;

  Flow(Ground ground, Traffic traffic) {
    this.traffic = traffic;
    this.producer = ground.producer();
    Future<?> unused =
        executor.scheduleAtFixedRate(this::turn, 0, MILLIS_A_TURN, TimeUnit.MILLISECONDS);
  }

  /** Goes on at this pace until {@code allowed} events are sent since the beginning. */
  void pace(int perSecond, int allowed) {
    this.perSecond = perSecond;
    this.allowed = allowed;
  }

  int sent() {
    return sent;
  }

  /** Waits until so many events are sent since the beginning. */
  void awaitSent(int count) {
    await("%d events are sent".formatted(count))
        .atMost(Ground.BOUND)
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .until(() -> sent >= count || failure.get() != null);
    failIfBroken();
  }

  /** Sends all up to {@code count} at once and waits for the broker's word on every one. */
  void finish(int count) {
    pace(1_000_000, count);
    awaitSent(count);
    producer.flush();
    failIfBroken();
  }

  private void turn() {
    try {
      due = Math.min(due + perSecond * MILLIS_A_TURN / 1_000.0, MOST_AT_ONCE);
      while (due >= 1 && sent < allowed) {
        due--;
        send(traffic.next(Instant.now()));
      }
      if (sent >= allowed) {
        due = 0;
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void send(ProducerRecord<byte[], byte[]> event) {
    Future<?> unused =
        producer.send(
            event,
            (metadata, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
            });
    sent++;
  }

  private void failIfBroken() {
    Throwable broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException("the flow of events broke off", broken);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    Ground.close(producer);
  }
}
