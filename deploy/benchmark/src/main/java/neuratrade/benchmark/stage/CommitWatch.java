package neuratrade.benchmark.stage;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import neuratrade.benchmark.process.Measured;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees which offsets each transaction commits, and takes time and CPU at the commit that ends the
 * warm-up and at the one that ends the input. Offsets count events, since the input holds nothing
 * else. It belongs to the thread that commits.
 */
final class CommitWatch {

  private final long warmUp;
  private final long total;
  private final Consumer<Measured> onDone;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> pending = new HashMap<>();
  private long eventsAtStart;
  private long nanosAtStart = System.nanoTime();
  private long cpuAtStart = system.getProcessCpuTime();
  private boolean warm;
  private boolean done;

  /**
   * @param warmUp measuring begins at the first commit that has at least so many events behind it;
   *     here and now, if that is the last one too
   * @param total measuring ends with the commit of so many
   */
  CommitWatch(long warmUp, long total, Consumer<Measured> onDone) {
    this.warmUp = warmUp;
    this.total = total;
    this.onDone = onDone;
  }

  void begun() {
    pending.clear();
  }

  void offsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> pending.put(partition, offset.offset()));
  }

  void committed() {
    committed.putAll(pending);
    long events = committed.values().stream().mapToLong(Long::longValue).sum();
    if (done || events < warmUp) {
      return;
    }
    if (events >= total) {
      done = true;
      onDone.accept(
          new Measured(
              events - eventsAtStart,
              System.nanoTime() - nanosAtStart,
              system.getProcessCpuTime() - cpuAtStart));
    } else if (!warm) {
      warm = true;
      eventsAtStart = events;
      nanosAtStart = System.nanoTime();
      cpuAtStart = system.getProcessCpuTime();
    }
  }
}
