package neuratrade.gateway.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LastingThreadTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private final CountDownLatch begun = new CountDownLatch(1);

  @Test
  void beginsAgainWhatFailed() throws InterruptedException {
    CountDownLatch tries = new CountDownLatch(2);
    LastingThread.Work fails =
        () -> {
          tries.countDown();
          throw new IllegalStateException("on purpose");
        };
    try (LastingThread thread = new LastingThread("test", fails)) {
      thread.start();

      assertThat(tries.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(thread.isDead()).isFalse();
    }
  }

  @Test
  void isNotDeadWhenItWasClosed() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(1);
    LastingThread thread =
        new LastingThread(
            "test",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                left.countDown();
              }
            });
    thread.start();
    assertThat(begun.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

    thread.close();

    assertThat(left.getCount()).isZero();
    assertThat(thread.isDead()).isFalse();
  }

  @Test
  void isDeadWhenItEndedByItself() {
    try (LastingThread thread =
        new LastingThread(
            "test",
            () -> {
              throw new AssertionError("on purpose");
            })) {
      thread.start();

      await().dontCatchUncaughtExceptions().atMost(BOUND).until(thread::isDead);
    }
  }
}
