package neuratrade.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many clients that do the same at the same time, a bounded number of them at once. */
final class Crowd implements AutoCloseable {

  /** How many are connected at once at most. */
  static final int AT_ONCE = 500;

  private static final int THREADS = 32;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** What one of them does; its number tells it from the others. */
  interface Step<T> {
    T take(int number) throws Exception;
  }

  /** Each takes the step; returns when all have, and throws what the first one threw. */
  <T> List<T> each(int count, Step<T> step) throws Exception {
    List<Callable<T>> steps = new ArrayList<>();
    IntStream.range(0, count).forEach(number -> steps.add(() -> step.take(number)));
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(steps, 60, TimeUnit.SECONDS)) {
      results.add(result.get(0, TimeUnit.SECONDS));
    }
    return results;
  }

  @Override
  public void close() throws InterruptedException {
    var unused = threads.shutdownNow();
    if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the crowd did not go home");
    }
  }
}
