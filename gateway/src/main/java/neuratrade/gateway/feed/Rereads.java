package neuratrade.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import neuratrade.gateway.hub.History;
import neuratrade.gateway.hub.Past;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lanes again for clients who come back after longer than the hub remembers: in one thread,
 * which ends when there is nothing to do, with one {@link Sweep} of a lane for all that wait for
 * it. Bounded in who waits, in time, in what is read and in what is held until it is delivered.
 */
public final class Rereads implements History, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rereads.class);
  private static final int MOST_WAITING = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          // At the end of a lane a fetch waits for more, and the next lane waits for that fetch.
          "fetch.max.wait.ms", "10",
          "client.id", "gateway-history",
          "isolation.level", "read_committed",
          "enable.auto.commit", "false",
          "auto.offset.reset", "none",
          "max.poll.records", "2000",
          "fetch.max.bytes", String.valueOf(8 * 1024 * 1024));

  private static final Map<String, Object> LOOKUP =
      Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "5000");

  private final Map<String, Object> admin;
  private final Map<String, Object> consumer;
  private final TopicLookup topic;
  private final Counter scanned;
  private final AtomicLong heldBytes = new AtomicLong();
  private final BlockingQueue<Reread> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          task -> new Thread(task, "notification-history"));

  public Rereads(Map<String, Object> kafka, String topic, MeterRegistry registry) {
    this.admin = new HashMap<>(kafka);
    this.admin.putAll(LOOKUP);
    this.consumer = new HashMap<>(kafka);
    this.consumer.putAll(SETTINGS);
    this.consumer.remove("group.id");
    this.topic = new TopicLookup(topic, null);
    executor.allowCoreThreadTimeOut(true);
    this.scanned =
        Counter.builder("neuratrade.gateway.history.records.read")
            .description("Records read again for clients who came back")
            .register(registry);
    Gauge unused =
        Gauge.builder("neuratrade.gateway.history.bytes", heldBytes, AtomicLong::get)
            .description("What was read again and not yet delivered")
            .register(registry);
  }

  @Override
  public void read(Wanted wanted, Consumer<@Nullable Past> then) {
    Reread reread = new Reread(wanted, then, heldBytes, SweepBounds.DEFAULT);
    if (!waiting.offer(reread)) {
      reread.fail();
      return;
    }
    try {
      executor.execute(this::serve);
    } catch (RejectedExecutionException e) {
      // Somebody is about to serve it, or all is being closed.
      if (executor.isShutdown()) {
        failAll();
      }
    }
  }

  private void serve() {
    List<Reread> taken = new ArrayList<>();
    int count = waiting.drainTo(taken);
    if (count == 0) {
      return;
    }
    long begun = System.nanoTime();
    Map<Integer, List<Reread>> byLane = taken.stream().collect(Collectors.groupingBy(Reread::lane));
    try {
      sweep(byLane);
      LOG.debug(
          "read {} lanes again for {} subscriptions in {} ms",
          byLane.size(),
          count,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    } catch (RuntimeException e) {
      LOG.warn("{} clients cannot be told what they missed", count, e);
    } finally {
      taken.forEach(Reread::fail);
    }
  }

  private void sweep(Map<Integer, List<Reread>> byLane) {
    Admin lookup = Admin.create(admin);
    try {
      KafkaConsumer<byte[], byte[]> reader =
          new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      try {
        byLane.forEach((lane, rereads) -> sweep(lane, rereads, lookup, reader));
      } finally {
        Closing.close(reader);
      }
    } finally {
      lookup.close(Duration.ZERO);
    }
  }

  private void sweep(
      int lane, List<Reread> rereads, Admin lookup, KafkaConsumer<byte[], byte[]> reader) {
    rereads.stream()
        .filter(each -> each.waited().compareTo(LONGEST_WAIT) > 0)
        .forEach(Reread::fail);
    Sweep sweep =
        new Sweep(
            reader,
            new TopicPartition(topic.name(), lane),
            rereads,
            SweepBounds.DEFAULT,
            () -> topic.describe(lookup).incarnation(),
            System::nanoTime);
    scanned.increment(sweep.run());
  }

  private void failAll() {
    List<Reread> left = new ArrayList<>();
    int unused = waiting.drainTo(left);
    left.forEach(Reread::fail);
  }

  @Override
  public void close() {
    var unused = executor.shutdownNow();
    failAll();
    Closing.await(executor, "reading again", CLOSING);
  }
}
