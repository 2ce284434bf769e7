package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import neuratrade.pipeline.stage.Stage;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** What goes wrong between a worker, its group and the broker loses and doubles nothing. */
class FaultsIT {

  private static final int EVENTS = 3_000;
  private static final int ACCOUNTS = 200;
  private static final int PACE = 600;

  /** Hears of a rebalance soon. */
  private static final Map<String, String> QUICK = Map.of("heartbeat.interval.ms", "300");

  private static final String FIRST = Worker.RISK.instance(0);
  private static final String SECOND = Worker.RISK.instance(1);

  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  @Test
  void anExceptionAfterTheSends() {
    AtomicInteger faults = new AtomicInteger();
    foldsAllOnceDespite(
        faults, properties -> Producers.failingBeforeCommit(properties, faults), "after-sends");
  }

  @Test
  void aTimeoutAfterTheBrokerCommitted() {
    AtomicInteger faults = new AtomicInteger();
    foldsAllOnceDespite(
        faults, properties -> Producers.timingOutAfterCommit(properties, faults), "after-commit");
  }

  private void foldsAllOnceDespite(
      AtomicInteger faults,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers,
      String name) {
    try (Ground ground = new Ground("FaultsIT");
        Stage stage = ground.stage(Worker.RISK, FIRST, Map.of(), producers);
        Flow flow = new Flow(ground, new Trading(seed, ACCOUNTS))) {
      flow.pace(2 * PACE, EVENTS);
      flow.awaitSent(EVENTS);
      flow.finish(EVENTS);
      ground.awaitAllFolded();

      assertThat(stage.isAlive()).isTrue();
      assertThat(faults.get()).isGreaterThanOrEqualTo(3);
      assertExact(ground, "faults=%d (%s)".formatted(faults.get(), name));
    }
  }

  @Test
  void rebalancesThatKeepMoveAndBringBackPartitions() {
    try (Ground ground = new Ground("FaultsIT");
        Stage first = ground.stage(Worker.RISK, FIRST, QUICK, Producers::real);
        Flow flow = new Flow(ground, new Trading(seed, ACCOUNTS))) {
      flow.pace(PACE, Integer.MAX_VALUE);
      for (int i = 0; i < 2; i++) {
        ground.awaitOwners(Worker.RISK, Map.of(FIRST, 12));
        try (Stage second = ground.stage(Worker.RISK, SECOND, QUICK, Producers::real)) {
          ground.awaitOwners(Worker.RISK, Map.of(FIRST, 6, SECOND, 6));
          flow.awaitSent(flow.sent() + PACE / 2);
          assertThat(second.isAlive()).isTrue();
        }
      }
      ground.awaitOwners(Worker.RISK, Map.of(FIRST, 12));
      int events = flow.sent() + PACE;
      flow.finish(events);
      ground.awaitAllFolded();

      assertThat(first.isAlive()).isTrue();
      assertExact(ground, "rebalances=4");
    }
  }

  @Test
  void aWorkerThatIsPausedPastItsSessionAndWakes() {
    Map<String, String> shortSession =
        Map.of("kafka.session.timeout.ms", "6000", "kafka.heartbeat.interval.ms", "300");
    SplittableRandom random = new SplittableRandom(seed);
    try (Ground ground = new Ground("FaultsIT");
        Flow flow = new Flow(ground, new Trading(random.nextLong(), ACCOUNTS))) {
      Part paused = ground.worker(Worker.RISK, FIRST, shortSession).awaitReady();
      Part other = ground.worker(Worker.RISK, SECOND, shortSession).awaitReady();
      ground.awaitOwners(Worker.RISK, Map.of(FIRST, 6, SECOND, 6));
      flow.pace(PACE, Integer.MAX_VALUE);
      freezeInATransaction(ground, paused, flow, random);
      ground.awaitOwners(Worker.RISK, Map.of(SECOND, 12));
      flow.awaitSent(flow.sent() + PACE / 2);
      paused.thaw();
      await("the woken worker ends or joins again")
          .atMost(Ground.BOUND)
          .until(() -> !paused.isAlive() || ground.owners(Worker.RISK).getOrDefault(FIRST, 0) > 0);
      boolean ended = !paused.isAlive();
      if (ended) {
        var unused = ground.worker(Worker.RISK, FIRST, shortSession).awaitReady();
      }
      ground.awaitOwners(Worker.RISK, Map.of(FIRST, 6, SECOND, 6));
      flow.finish(flow.sent() + PACE);
      ground.awaitAllFolded();

      assertThat(other.isAlive()).isTrue();
      assertExact(ground, "paused and woken, " + (ended ? "ended" : "joined again"));
    }
  }

  /** So that what it holds when it wakes is a transaction of which others know the end. */
  private static void freezeInATransaction(
      Ground ground, Part worker, Flow flow, SplittableRandom random) {
    await("a pause falls into a transaction")
        .atMost(Ground.BOUND)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          flow.awaitSent(flow.sent() + random.nextInt(1, 20));
          worker.freeze();
          boolean caught = ground.isInTransaction(FIRST);
          if (!caught) {
            worker.thaw();
          }
          return caught;
        });
  }

  private void assertExact(Ground ground, String what) {
    Comparison comparison = ground.reading().compare(Worker.RISK);
    System.out.printf(
        "%s notifications=%d %s seed=%d%n",
        what, comparison.notifications(), comparison.figures(), seed);
    assertThat(comparison.isExact()).as("%s", comparison).isTrue();
    assertThat(comparison.notifications()).isPositive();
  }
}
