package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import neuratrade.endtoend.Followers.Heard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** One client of many does not read: the others hear no later for it, and it loses nothing. */
@Tag("long")
@Isolated("it compares latencies")
class SlowIT {

  private static final int OTHERS = 499;
  private static final int RUNS = 5;
  private static final int A_SECOND = 50;
  private static final Duration RUN = Duration.ofSeconds(1);

  /** Longer than it is left not reading before the last run. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration STUCK_BOUND = Duration.ofSeconds(30);
  private static final String CHANNEL = "risk:busy";

  /** What only the slow one hears, so that it is soon behind. */
  private static final String HEAVY = "risk:heavy";

  private static final int HEAVY_CHARACTERS = 20_000;

  /** Fills the kernel's buffers of both ends, megabytes that come before the gateway's queue. */
  private static final int HEAVY_A_SECOND = 150;

  private static final long BUDGET_BYTES = 64 << 10;
  private static final int SLOW = 4001;

  /** Printed as met or missed: what else a machine does is no failure. */
  private static final double BAR = 1.2;

  private static final Signer SIGNER = new Signer();

  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  @Test
  void theOthersHearNoLaterForOneThatDoesNotReadAndItLosesNothing() {
    Map<String, String> settings = SIGNER.crowdedGatewaySettings();
    settings.put("neuratrade.gateway.queue-bytes", Long.toString(BUDGET_BYTES));
    settings.put("neuratrade.gateway.slow-within", PATIENCE.toSeconds() + "s");
    Latencies latencies = new Latencies();
    try (Ground ground = new Ground("SlowIT");
        Followers others = new Followers(seed, latencies::take);
        Followers one = new Followers(seed, notification -> {})) {
      Part gateway = ground.gateway(settings).awaitReady();
      one.comeAgain(gateway.port(), Duration.ZERO);
      others.open(gateway.port(), SIGNER.operator(), Collections.nCopies(OTHERS, List.of(CHANNEL)));
      one.openNarrow(gateway.port(), SIGNER.operator(), List.of(CHANNEL, HEAVY));
      try (Telling busy = new Telling(ground, List.of(CHANNEL), A_SECOND, 0, seed);
          Telling heavy =
              new Telling(ground, List.of(HEAVY), HEAVY_A_SECOND, HEAVY_CHARACTERS, seed + 1)) {
        await("telling has begun")
            .atMost(Ground.BOUND)
            .until(() -> busy.told() > A_SECOND && heavy.told() > A_SECOND);
        compare(gateway, one, latencies);
        awaitSentAway(gateway, one);
      }
      one.awaitResumed(1);
      List<Told> topic = Told.all(ground);
      Heard heard = one.awaitHeard(ground, topic);
      Heard othersHeard = others.awaitHeard(ground, topic);

      System.out.printf(
          "slow client: ends=%s resumed=%d recovered=%d %s told=%d seed=%d%n",
          one.ends().keySet(), one.resumed(), one.recovered(), heard, topic.size(), seed);
      assertThat(one.ends().keySet()).containsExactly(SLOW);
      assertThat(one.recovered()).isEqualTo(one.resumed());
      assertThat(heard).isEqualTo(new Heard(0, 0, 0, 0));
      assertThat(othersHeard).isEqualTo(new Heard(0, 0, 0, 0));
      assertThat(others.ends()).isEmpty();
    }
  }

  /** Runs in turns with the one reading and not reading; it is left not reading. */
  private static void compare(Part gateway, Followers one, Latencies latencies) {
    double[] without = new double[RUNS];
    double[] with = new double[RUNS];
    long most = 0;
    measure(gateway, latencies);
    for (int run = 0; run < RUNS; run++) {
      one.read(true);
      await("it has caught up").atMost(STUCK_BOUND).until(() -> queuedBytes(gateway) == 0);
      without[run] = measure(gateway, latencies).p99Millis;
      one.read(false);
      await("it is behind").atMost(STUCK_BOUND).until(() -> queuedBytes(gateway) > 0);
      Measured measured = measure(gateway, latencies);
      with[run] = measured.p99Millis;
      most = Math.max(most, measured.mostQueuedBytes);
    }
    double ratio = Latencies.median(with) / Latencies.median(without);
    System.out.printf(
        "slow client: p99 of the other %d without %.1f ms, with %.1f ms, ratio %.2f, bar %.2f: %s;"
            + " queued at most %d of %d bytes%n",
        OTHERS,
        Latencies.median(without),
        Latencies.median(with),
        ratio,
        BAR,
        ratio < BAR ? "met" : "missed",
        most,
        BUDGET_BYTES);
    assertThat(most).isBetween(1L, BUDGET_BYTES);
  }

  private record Measured(double p99Millis, long mostQueuedBytes) {}

  private static Measured measure(Part gateway, Latencies latencies) {
    var unused = latencies.drainP99Millis();
    long end = System.nanoTime() + RUN.toNanos();
    long[] most = {0};
    await("the run's time")
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          most[0] = Math.max(most[0], queuedBytes(gateway));
          return System.nanoTime() > end;
        });
    return new Measured(latencies.drainP99Millis(), most[0]);
  }

  private static long queuedBytes(Part gateway) {
    return gateway.metric("neuratrade_gateway_queued_bytes", "");
  }

  /** Waits for the end of the gateway's patience, and reads on. */
  private static void awaitSentAway(Part gateway, Followers one) {
    await("it is sent away")
        .atMost(STUCK_BOUND)
        .until(() -> gateway.metric("neuratrade_gateway_closes_total", "\"4001\"") > 0);
    one.read(true);
  }
}
