package neuratrade.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Set;
import neuratrade.gateway.hub.Rate;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  @Test
  void aRateGivesASecondsTurnsAtOnceAndThenAsTheyGrow() {
    Rate rate = new Rate(20);
    long taken = 0;
    for (int i = 0; i < 20; i++) {
      taken = rate.take(taken, 7 * MILLI);
      assertThat(taken).as("turn %d", i).isNotEqualTo(Rate.REFUSED);
    }
    assertThat(rate.take(taken, 7 * MILLI)).isEqualTo(Rate.REFUSED);
    assertThat(rate.take(taken, 56 * MILLI)).isEqualTo(Rate.REFUSED);
    taken = rate.take(taken, 57 * MILLI);
    assertThat(taken).isNotEqualTo(Rate.REFUSED);
    assertThat(rate.take(taken, 57 * MILLI)).isEqualTo(Rate.REFUSED);
  }

  @Test
  void aRateKeptForAMinuteIsTheRate() {
    Rate rate = new Rate(20);
    long taken = 0;
    int given = 0;
    for (long now = 0; now < 60_000; now++) {
      long next = rate.take(taken, now * MILLI);
      if (next != Rate.REFUSED) {
        taken = next;
        given++;
      }
    }
    assertThat(given).isBetween(60 * 20, 61 * 20);
  }

  @Test
  void aQuotaIsForEachAndForgetsWhoHasNothing() {
    Quota quota = new Quota(2);
    Promise<Void> first = end();
    Promise<Void> others = end();

    assertThat(quota.take("a", first)).isTrue();
    assertThat(quota.take("a", others)).isTrue();
    assertThat(quota.take("a", others)).isFalse();
    assertThat(quota.take("b", others)).isTrue();
    first.setSuccess(null);
    assertThat(quota.take("a", others)).isTrue();
    assertThat(quota.take("a", others)).isFalse();
    others.setSuccess(null);
    assertThat(quota.size()).isZero();
  }

  private static Promise<Void> end() {
    return new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);
  }

  @Test
  void whoHasEndedAlreadyHasNothing() {
    Quota quota = new Quota(2);
    Promise<Void> over = end();
    over.setSuccess(null);

    assertThat(quota.take("a", over)).isTrue();
    assertThat(quota.size()).isZero();
  }

  @Test
  void originsAreAnAllowList() {
    Origins origins = new Origins(Set.of("https://app.example.com"));

    assertThat(origins.allow("https://app.example.com")).isTrue();
    assertThat(origins.allow(null)).as("no browser").isTrue();
    assertThat(origins.allow("https://app.example.com.evil.com")).isFalse();
    assertThat(origins.allow("http://app.example.com")).isFalse();
    assertThat(origins.allow("null")).isFalse();
    assertThat(new Origins(Set.of()).allow("https://app.example.com")).isFalse();
    assertThat(new Origins(Set.of("*")).allow("https://anything")).isTrue();
  }
}
