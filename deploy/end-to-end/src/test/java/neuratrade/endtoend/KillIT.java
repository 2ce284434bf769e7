package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import neuratrade.endtoend.Killing.Plan;
import neuratrade.endtoend.Killing.Toll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers that are killed at random while events flow. {@code -Dseed=…} repeats the events and the
 * moments, as far as processes can be repeated.
 */
class KillIT {

  private static final Plan OTHERS = new Plan(6_000, 4, 1, 300, 2_500);
  private static final Plan FEW = new Plan(2_000, 3, 0, 100, 2_000);
  private static final int RUNS_WITHOUT = 5;

  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  @Test
  void aRiskWorkerThatIsKilledTimeAndAgainTellsAllExactlyOnce() {
    tellsAllExactlyOnce(List.of(Worker.RISK), Extent.RISK_KILLS);
  }

  @Tag("long")
  @Test
  void theOthersTellAllExactlyOnce() {
    tellsAllExactlyOnce(List.of(Worker.QUEST, Worker.SIGNAL), OTHERS);
  }

  private void tellsAllExactlyOnce(List<Worker<?, ?>> workers, Plan plan) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Traffic> traffic =
        workers.stream().map(worker -> worker.traffic().apply(random.nextLong())).toList();
    try (Ground ground = new Ground("KillIT", workers);
        Flow flow = new Flow(ground, Traffic.of(traffic))) {
      Killing killing = new Killing(ground, flow, random, workers, ground::worker);
      killing.run(plan);
      ground.awaitAllFolded();
      // Or their timers would go on telling while it is read.
      killing.stop();

      for (Worker<?, ?> worker : workers) {
        Comparison comparison = ground.reading().compare(worker, ground.committed(worker));
        int events = flow.sent() / workers.size();
        Toll toll = killing.tollOf(worker);
        print(worker.service(), toll, events, comparison);
        assertThat(comparison.isExact()).as("%s", comparison.examples()).isTrue();
        assertThat(comparison.notifications()).isGreaterThan(events / 10);
      }
      assertThat(killing.inTransaction()).isGreaterThanOrEqualTo(plan.inTransaction());
    }
  }

  @Test
  void withoutTransactionsTheSameIsSeenToLoseOrDouble() {
    SplittableRandom random = new SplittableRandom(seed);
    Comparison comparison = withoutTransactions(random, 1);
    // It may be that all of a few kills fell between two batches.
    for (int run = 2; run <= RUNS_WITHOUT && !isWrong(comparison); run++) {
      comparison = withoutTransactions(random, run);
    }
    assertThat(isWrong(comparison)).isTrue();
  }

  private Comparison withoutTransactions(SplittableRandom random, int run) {
    Map<String, String> switches = Map.of(TestWorker.TRANSACTIONS, "off");
    try (Ground ground = new Ground("KillIT-without-" + run);
        Flow flow = new Flow(ground, Worker.RISK.traffic().apply(random.nextLong()))) {
      Killing killing =
          new Killing(
              ground, flow, random, List.of(Worker.RISK), worker -> ground.testWorker(switches));
      killing.run(FEW);
      ground.awaitQuiet();

      Comparison comparison = ground.reading().compare(Worker.RISK);
      print("without transactions", killing.tollOf(Worker.RISK), flow.sent(), comparison);
      return comparison;
    }
  }

  private static boolean isWrong(Comparison comparison) {
    return comparison.lost() + comparison.doubled() > 0;
  }

  private void print(String who, Toll toll, int events, Comparison comparison) {
    System.out.printf(
        "%s: kills=%d in_transaction=%d events=%d notifications=%d %s seed=%d%n",
        who,
        toll.kills(),
        toll.inTransaction(),
        events,
        comparison.notifications(),
        comparison.figures(),
        seed);
  }
}
