package neuratrade.benchmark.client;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Evenly paced messages, and the time from when one was due until a client has it, so that a sender
 * that falls behind hides nothing.
 *
 * @param rate messages a second
 */
record Pace(Crowd crowd, Feed feed, int rate) {

  private static final Duration TAIL_BOUND = Duration.ofSeconds(15);
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;
  private static final long TURN_MILLIS = 100;

  /**
   * Latencies in microseconds.
   *
   * @throws IllegalStateException if a client does not get each message once
   */
  Histogram measure(int warmUpSeconds, int seconds) {
    int warmUp = rate * warmUpSeconds;
    int messages = warmUp + rate * seconds;
    Histogram latencies = new Histogram(HIGHEST_MICROS, DIGITS);
    long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    crowd.restart((client, message) -> {
      if (message >= warmUp) {
        latencies.recordValue(
            TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due(begin, message)));
      }
    });
    try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
      Future<?> sending = sender.submit(() -> send(begin, messages));
      long wanted = (long) crowd.size() * messages;
      long deadline = due(begin, messages) + TAIL_BOUND.toNanos();
      while (crowd.received() < wanted && System.nanoTime() < deadline) {
        crowd.turn(TURN_MILLIS);
      }
      Object unused = sending.get(TAIL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("the messages could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
    crowd.check(messages);
    return latencies;
  }

  private long due(long begin, int message) {
    return begin + TimeUnit.SECONDS.toNanos(1) * message / rate;
  }

  private void send(long begin, int messages) {
    for (int message = 0; message < messages; message++) {
      long due = due(begin, message);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      feed.send(1);
    }
  }
}
