package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two threads of a stage: one loops, one commits. */
final class StageThreads {

  private static final Logger LOG = LoggerFactory.getLogger(StageThreads.class);

  private final ThreadPoolExecutor loop;
  private final ThreadPoolExecutor committer;

  StageThreads(String service) {
    loop = single(service + "-stage");
    committer = single(service + "-commit");
  }

  void loop(Runnable body) {
    // The body reports its own failures; nobody waits for it but close.
    Future<?> unused = loop.submit(body);
  }

  ExecutorService committer() {
    return committer;
  }

  /** Waits until both threads have ended, and says which did not. */
  void close(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    loop.shutdown();
    boolean ended = awaitEnd(loop, deadline);
    committer.shutdown();
    ended &= awaitEnd(committer, deadline);
    if (!ended) {
      LOG.error("a stage's threads did not end within {} ms", bound.toMillis());
      loop.shutdownNow();
      committer.shutdownNow();
    }
  }

  private static boolean awaitEnd(ThreadPoolExecutor executor, long deadline) {
    try {
      return executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ThreadPoolExecutor single(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(1),
        body -> {
          Thread thread = new Thread(body, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
