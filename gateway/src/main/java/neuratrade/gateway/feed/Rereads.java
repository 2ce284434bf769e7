package neuratrade.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import neuratrade.gateway.hub.History;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lanes again for clients who come back after longer than the hub remembers: in one thread,
 * which ends when there is nothing to do, with one {@link Sweep} of a lane for all that wait for
 * it. Bounded in who waits, in time, in what is read and in what is held until it is delivered.
 */
public final class Rereads implements History, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rereads.class);
  private static final int PLACES = 10_000;
  private static final long HELD_BYTES = 64 * 1024 * 1024;

  /** Until it is known whether it can be read. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  /** Until it is read, which is as long as the sweeps of other lanes may take. */
  private static final Duration LONGEST_READ = Duration.ofMinutes(2);

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
  private final SharedBound places = new SharedBound(PLACES);
  private final SharedBound heldBytes = new SharedBound(HELD_BYTES);
  private final BlockingQueue<Reread> asked = new ArrayBlockingQueue<>(PLACES);
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
        Gauge.builder("neuratrade.gateway.history.bytes", heldBytes, SharedBound::taken)
            .description("What was read again and not yet delivered")
            .register(registry);
  }

  @Override
  public void read(Wanted wanted, Reader reader) {
    if (!places.take(reader.share().places(), 1)) {
      reader.ended(null);
      return;
    }
    asked.add(new Reread(wanted, reader, places, heldBytes, SweepBounds.DEFAULT.found()));
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
    List<Reread> open = new ArrayList<>();
    if (asked.drainTo(open) == 0) {
      return;
    }
    try {
      Admin lookup = Admin.create(admin);
      try {
        KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
          serve(open, reader, () -> topic.describe(lookup).incarnation());
        } finally {
          Closing.close(reader);
        }
      } finally {
        lookup.close(Duration.ZERO);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} subscriptions cannot be told what they missed", open.size(), e);
    } finally {
      open.forEach(Reread::fail);
    }
  }

  /** Sweeps the lane of the one that waits longest, and so on until nobody waits. */
  private void serve(
      List<Reread> open, KafkaConsumer<byte[], byte[]> reader, Supplier<String> incarnations) {
    Placement placement =
        new Placement(reader, topic.name(), SweepBounds.DEFAULT, LONGEST_WAIT, incarnations);
    for (take(open, placement); !open.isEmpty(); take(open, placement)) {
      int lane = open.getFirst().lane();
      List<Reread> swept = open.stream().filter(each -> each.lane() == lane).toList();
      Sweep sweep =
          new Sweep(
              reader,
              new TopicPartition(topic.name(), lane),
              swept,
              SweepBounds.DEFAULT,
              incarnations,
              System::nanoTime);
      long looked = sweep.run(() -> take(open, placement));
      scanned.increment(looked);
      LOG.debug("read {} records of lane {} for {} subscriptions", looked, lane, swept.size());
      // What is left of them waits behind the others for its lane's next sweep.
      open.removeAll(Set.copyOf(swept));
      open.addAll(swept);
      open.forEach(each -> each.failAfter(LONGEST_READ));
    }
  }

  /** Takes in who came, and says to each whether it can be read. */
  private void take(List<Reread> open, Placement placement) {
    int unused = asked.drainTo(open);
    placement.place(open);
    open.removeIf(Reread::isDone);
  }

  private void failAll() {
    List<Reread> left = new ArrayList<>();
    int unused = asked.drainTo(left);
    left.forEach(Reread::fail);
  }

  @Override
  public void close() {
    var unused = executor.shutdownNow();
    failAll();
    Closing.await(executor, "reading again", CLOSING);
  }
}
