package neuratrade.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Kills workers at random, one after the other, while events flow; each is started again. */
final class Killing {

  /**
   * How many times as often as planned it kills until enough kills fell into a transaction, as a
   * third of them does.
   */
  private static final int MOST = 10;

  private final Ground ground;
  private final Flow flow;
  private final SplittableRandom random;
  private final List<Worker<?, ?>> workers;
  private final Function<Worker<?, ?>, Part> start;
  private final Map<Worker<?, ?>, Part> parts = new HashMap<>();
  private final Map<Worker<?, ?>, Toll> tolls = new HashMap<>();
  private int killed;

  /**
   * How often to kill, and how many events a second come while a worker starts and while it runs.
   *
   * @param events of each worker
   * @param kills of each worker
   * @param inTransaction how many of all kills must fall between a first send and its commit
   */
  record Plan(int events, int kills, int inTransaction, int starting, int running) {}

  /** How often a worker was killed. */
  record Toll(int kills, int inTransaction) {

    private Toll and(boolean inTransaction) {
      return new Toll(kills + 1, this.inTransaction + (inTransaction ? 1 : 0));
    }
  }

  /**
   * @param start starts a worker
   */
  Killing(
      Ground ground,
      Flow flow,
      SplittableRandom random,
      List<Worker<?, ?>> workers,
      Function<Worker<?, ?>, Part> start) {
    this.ground = ground;
    this.flow = flow;
    this.random = random;
    this.workers = workers;
    this.start = start;
    workers.forEach(worker -> tolls.put(worker, new Toll(0, 0)));
  }

  /**
   * Kills as often as planned, and until enough kills fell into a transaction; then lets all events
   * come and leaves every worker running.
   */
  void run(Plan plan) {
    workers.forEach(worker -> parts.put(worker, start.apply(worker)));
    while (killed < plan.kills() * workers.size()
        || (inTransaction() < plan.inTransaction()
            && killed < MOST * plan.kills() * workers.size())) {
      for (Worker<?, ?> victim : shuffled()) {
        kill(victim, plan);
      }
    }
    flow.finish(Math.max(flow.sent(), plan.events() * workers.size()));
    parts.replaceAll((worker, part) -> part.awaitReady());
  }

  Toll tollOf(Worker<?, ?> worker) {
    return tolls.getOrDefault(worker, new Toll(0, 0));
  }

  /** How many of all kills fell into a transaction. */
  int inTransaction() {
    return tolls.values().stream().mapToInt(Toll::inTransaction).sum();
  }

  /** Ends all workers as SIGTERM does. */
  void stop() {
    for (Part part : parts.values()) {
      assertThat(part.isAlive()).isTrue();
      var unused = part.stop();
    }
  }

  private void kill(Worker<?, ?> victim, Plan plan) {
    int allowed = (int) ((killed + 1L) * plan.events() / plan.kills());
    flow.pace(plan.starting(), allowed);
    Part part = requireNonNull(parts.get(victim));
    boolean early = random.nextInt(6) == 0;
    if (!early) {
      part = part.awaitReady();
      ground.awaitWritten(victim.topics().state(), ground.written(victim.topics().state()) + 1);
      flow.pace(plan.running(), allowed);
    }
    int left = allowed - flow.sent();
    flow.awaitSent(flow.sent() + random.nextInt(1 + (early ? left / 8 : left)));
    part.kill();
    killed++;
    boolean inTransaction = ground.isInTransaction(victim.instance(0));
    tolls.put(victim, tollOf(victim).and(inTransaction));
    parts.put(victim, start.apply(victim));
  }

  private List<Worker<?, ?>> shuffled() {
    List<Worker<?, ?>> rest = new ArrayList<>(workers);
    List<Worker<?, ?>> shuffled = new ArrayList<>();
    while (!rest.isEmpty()) {
      shuffled.add(rest.remove(random.nextInt(rest.size())));
    }
    return shuffled;
  }
}
