package neuratrade.benchmark.client;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import neuratrade.benchmark.process.Pacing;

/** Sends evenly paced messages, and serves the clients that wait for them. */
record Schedule(Pacing pacing) {

  private static final Duration TAIL_BOUND = Duration.ofSeconds(15);
  private static final long TURN_MILLIS = 100;

  static Schedule from(int rate) {
    return new Schedule(Pacing.soon(rate));
  }

  /**
   * Sends each message when it is due, on a thread of its own, and serves the clients until they
   * have so many or it is no use to wait.
   */
  void run(Crowd crowd, int messages, long wanted, IntConsumer send) {
    try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
      Future<?> sending = sender.submit(() -> send(messages, send));
      long deadline = pacing.due(messages) + TAIL_BOUND.toNanos();
      while (crowd.received() < wanted && System.nanoTime() < deadline) {
        crowd.turn(TURN_MILLIS);
      }
      Object unused = sending.get(TAIL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the messages could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private void send(int messages, IntConsumer send) {
    for (int message = 0; message < messages; message++) {
      pacing.await(message);
      send.accept(message);
    }
  }
}
