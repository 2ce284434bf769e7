package neuratrade.gateway.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelayWatchTest {

  private static final Duration BOUND = Duration.ofSeconds(15);

  @Test
  void aWatchThatHasEndedByItselfIsDead() {
    try (DelayWatch watch =
        watch((family, since) -> {
          throw new StackOverflowError("of whoever is told");
        })) {
      assertThat(watch.isDead()).isFalse();
      watch.start();

      await().atMost(BOUND).until(watch::isDead);
    }
  }

  @Test
  void aWatchThatFindsNoBrokersOrWasClosedIsNot() {
    AtomicInteger told = new AtomicInteger();
    DelayWatch watch = watch((family, since) -> told.incrementAndGet());
    try (watch) {
      watch.start();
      await().atMost(BOUND).until(() -> told.get() > 0);
      assertThat(watch.isDead()).isFalse();
    }

    assertThat(watch.isDead()).isFalse();
  }

  /** It finds at once that there are no brokers, and that this is too long. */
  private static DelayWatch watch(BiConsumer<Family, @Nullable Instant> told) {
    return new DelayWatch(
        Map.of("bootstrap.servers", "no address"),
        Map.of(Family.RISK, new Worker("risk.events", "risk-worker")),
        Duration.ZERO,
        InstantSource.system(),
        told);
  }
}
