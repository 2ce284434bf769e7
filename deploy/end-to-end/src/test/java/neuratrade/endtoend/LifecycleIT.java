package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import neuratrade.pipeline.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stage that was stopped leaves nothing behind, however often, whatever it runs. */
@Tag("long")
class LifecycleIT {

  /** Each has two rebalances. */
  private static final int ROUNDS = 50;

  /** After 6 rounds two percent of the heap are still to be given back, which would hide a leak. */
  private static final int WARM_UP = 12;

  private static final double FLAT = 0.01;
  private static final List<Worker<?, ?>> WORKERS = Worker.ALL;
  private static final Map<String, String> QUICK =
      Map.of("heartbeat.interval.ms", "100", "fetch.max.wait.ms", "20");
  private static final int COLLECTIONS = 4;
  private static final int EVENTS = 24;

  /** What a JVM holds. */
  private record Held(int threads, int clients, int beans, long heapKb) {

    static Held now() {
      long heap = Long.MAX_VALUE;
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        heap =
            Math.min(
                heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
      }
      return new Held(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          beans("kafka.*:type=app-info,*"),
          beans("kafka.*:*"),
          heap);
    }

    private static int beans(String pattern) {
      try {
        Set<ObjectName> names =
            ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(pattern), null);
        return names.size();
      } catch (MalformedObjectNameException e) {
        throw new IllegalArgumentException(pattern, e);
      }
    }
  }

  @Test
  void aStageThatStartsFoldsAndStopsManyTimesLeavesNothingBehind() {
    System.out.print(Ground.run(LifecycleIT.class));
  }

  /** In a JVM of its own, whose threads and objects are counted while other tests run. */
  public static void main(String[] arguments) {
    try (Ground ground = Ground.apart("LifecycleIT", WORKERS)) {
      rounds(ground, WARM_UP);
      Held before = Held.now();
      rounds(ground, ROUNDS);
      await("threads end")
          .pollInSameThread()
          .atMost(Ground.BOUND)
          .until(() -> Held.now().threads() <= before.threads());
      Held after = Held.now();

      System.out.printf(
          "rounds=%d rebalances=%d threads=%d→%d clients=%d→%d jmx_beans=%d→%d heap_kb=%d→%d%n",
          ROUNDS,
          2 * ROUNDS,
          before.threads(),
          after.threads(),
          before.clients(),
          after.clients(),
          before.beans(),
          after.beans(),
          before.heapKb(),
          after.heapKb());
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.clients()).isEqualTo(before.clients());
      assertThat(after.beans()).isEqualTo(before.beans());
      assertThat(after.heapKb()).isLessThan((long) (before.heapKb() * (1 + FLAT)));
    }
  }

  /** A stage of each worker that stays, and one after the other that comes and goes. */
  private static void rounds(Ground ground, int count) {
    List<Stage> staying = new ArrayList<>();
    try {
      for (Worker<?, ?> worker : WORKERS) {
        staying.add(ground.stage(worker, worker.instance(0), QUICK, Producers::real));
      }
      for (int i = 0; i < count; i++) {
        round(ground, WORKERS.get(i % WORKERS.size()), i);
      }
      assertThat(staying).allMatch(Stage::isAlive);
    } finally {
      staying.forEach(Stage::close);
    }
  }

  /**
   * A second stage joins, which moves partitions to it, folds, and leaves, which moves them back.
   */
  private static void round(Ground ground, Worker<?, ?> worker, int number) {
    String first = worker.instance(0);
    String second = worker.instance(1);
    ground.awaitOwners(worker, Map.of(first, 12));
    try (Stage joins = ground.stage(worker, second, QUICK, Producers::real)) {
      ground.awaitOwners(worker, Map.of(first, 6, second, 6));
      Traffic traffic = worker.traffic().apply(number);
      for (int event = 0; event < EVENTS; event++) {
        ground.send(traffic.next(Instant.now()));
      }
      ground.awaitAllFolded();
      assertThat(joins.isAlive()).isTrue();
    }
  }
}
