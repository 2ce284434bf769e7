package neuratrade.benchmark.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import neuratrade.benchmark.process.Pacing;
import org.HdrHistogram.Histogram;

/**
 * Sends evenly paced events and takes the time until a read-committed consumer has the notification
 * of each. The time runs from when an event was due, so a sender that falls behind hides nothing.
 *
 * <p>A worker runs for weeks, so it is measured warm: before the paced events, a burst of the same
 * events goes through it as fast as it can, as when it catches up.
 *
 * @param rate events a second; as many accounts take turns
 * @param burst how many events are sent at once before; at least one for each account
 * @param warmUpSeconds how long paced events are not measured
 */
record PacedRun(
    RunTopics topics, Workload workload, int rate, int burst, int warmUpSeconds, int seconds) {

  private static final Duration BURST_BOUND = Duration.ofMinutes(2);
  private static final Duration TAIL_BOUND = Duration.ofSeconds(15);

  /**
   * Latencies in microseconds.
   *
   * @throws IllegalStateException if a notification is missing or comes twice
   */
  Histogram measure() {
    Workload.Paced paced = workload.paced(rate);
    int unmeasured = burst + rate * warmUpSeconds;
    int total = unmeasured + rate * seconds;
    try (Load load = new Load(topics.bootstrapServers(), topics.input(), 0);
        Heard heard = new Heard(topics);
        ExecutorService sender = Executors.newSingleThreadExecutor()) {
      for (int number = 0; number < burst; number++) {
        load.send(paced.sequence().event(number, Instant.now()));
      }
      load.flush();
      heard.await(paced.told(burst), System.nanoTime() + BURST_BOUND.toNanos());

      Pacing pacing = Pacing.soon(rate);
      Future<?> sending =
          sender.submit(() -> {
            for (int number = burst; number < total; number++) {
              pacing.await(number - burst);
              load.send(paced.sequence().event(number, Instant.now()));
            }
            load.flush();
          });
      Histogram latencies =
          heard.measure(
              paced.told(total),
              unmeasured,
              number -> pacing.due(number - burst),
              pacing.due(total - burst) + TAIL_BOUND.toNanos());
      Object unused = sending.get(TAIL_BOUND.toSeconds(), TimeUnit.SECONDS);
      return latencies;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the load could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
