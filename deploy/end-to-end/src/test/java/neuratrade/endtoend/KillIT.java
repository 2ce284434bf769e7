package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import neuratrade.pipeline.topic.Topics;
import org.junit.jupiter.api.Test;

/**
 * Workers that are killed at random while events flow. {@code -Dkills=50} makes it longer, {@code
 * -Dseed=…} repeats the events and the moments, as far as processes can be repeated.
 */
class KillIT {

  private static final int EVENTS = 20_000;
  private static final int ACCOUNTS = 200;
  private static final int WANTED_IN_TRANSACTION = 3;
  private static final int MOST = 3;

  private final int kills = Integer.getInteger("kills", 12);
  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  /**
   * How often a worker is killed, and how many events a second come while it starts and while it
   * runs.
   *
   * @param inTransaction how many of the kills must fall between a first send and its commit
   */
  private record Plan(int events, int kills, int inTransaction, int starting, int running) {}

  /** What happened, and what of it can be seen on the topics. */
  private record Aftermath(int kills, int inTransaction, int events, Comparison comparison) {

    String line(long seed) {
      return "kills=%d in_transaction=%d events=%d notifications=%d %s seed=%d"
          .formatted(
              kills, inTransaction, events, comparison.notifications(), comparison.figures(), seed);
    }
  }

  @Test
  void aWorkerThatIsKilledAtRandomTellsAllExactlyOnce() {
    try (Ground ground = new Ground("KillIT")) {
      Aftermath aftermath =
          kill(
              ground,
              () -> ground.riskWorker(Ground.INSTANCE),
              new Plan(EVENTS, kills, WANTED_IN_TRANSACTION, 100, 600),
              Ground::awaitAllFolded);

      System.out.println(aftermath.line(seed));
      assertThat(aftermath.comparison().isExact())
          .as("%s", aftermath.comparison().examples())
          .isTrue();
      assertThat(aftermath.comparison().notifications()).isGreaterThan(aftermath.events() / 10);
      assertThat(aftermath.inTransaction()).isGreaterThanOrEqualTo(WANTED_IN_TRANSACTION);
    }
  }

  @Test
  void withoutTransactionsTheSameIsSeenToLoseOrDouble() {
    Map<String, String> switches = Map.of(TestWorker.TRANSACTIONS, "off");
    try (Ground ground = new Ground("KillIT-without")) {
      Aftermath aftermath =
          kill(
              ground,
              () -> ground.testWorker(Ground.INSTANCE, switches),
              new Plan(EVENTS / 5, 6, 0, 100, 2_000),
              Ground::awaitQuiet);

      System.out.println("without transactions: " + aftermath.line(seed));
      assertThat(aftermath.comparison().lost() + aftermath.comparison().doubled()).isPositive();
    }
  }

  /**
   * Kills the worker at random, as often as planned and until enough kills fell into a transaction,
   * then lets it finish.
   */
  private Aftermath kill(
      Ground ground, Supplier<Part> worker, Plan plan, Consumer<Ground> awaitEnd) {
    SplittableRandom random = new SplittableRandom(seed);
    int killed = 0;
    int inTransaction = 0;
    try (Flow flow = new Flow(ground, new Trading(random.nextLong(), ACCOUNTS))) {
      while (killed < plan.kills()
          || (inTransaction < plan.inTransaction() && killed < MOST * plan.kills())) {
        int allowed = (int) ((killed + 1L) * plan.events() / plan.kills());
        flow.pace(plan.starting(), allowed);
        long written = ground.written(Topics.NOTIFICATIONS);
        Part part = worker.get();
        boolean early = random.nextInt(6) == 0;
        if (!early) {
          part = part.awaitReady();
          ground.awaitWritten(Topics.NOTIFICATIONS, written + 1);
          flow.pace(plan.running(), allowed);
        }
        int left = allowed - flow.sent();
        flow.awaitSent(flow.sent() + random.nextInt(1 + left / (early ? 8 : 2)));
        part.kill();
        killed++;
        if (ground.isInTransaction(Ground.INSTANCE)) {
          inTransaction++;
        }
      }
      int events = Math.max(flow.sent(), plan.events());
      flow.finish(events);
      Part last = worker.get().awaitReady();
      awaitEnd.accept(ground);
      assertThat(last.isAlive()).isTrue();
      Comparison comparison = ground.reading().compare(Programs.risk());
      return new Aftermath(killed, inTransaction, events, comparison);
    }
  }
}
