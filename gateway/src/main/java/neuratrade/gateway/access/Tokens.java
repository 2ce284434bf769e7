package neuratrade.gateway.access;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import neuratrade.gateway.access.Verdict.Refused;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.gateway.thread.Closing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks tokens beside the event loops, on threads of its own and with a bounded queue. */
public final class Tokens implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int LONGEST_QUEUE = 20_000;
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final TokenCheck check;
  private final Revocations revocations;
  private final ThreadPoolExecutor executor;

  public Tokens(TokenCheck check, Revocations revocations) {
    this.check = check;
    this.revocations = revocations;
    int threads = Runtime.getRuntime().availableProcessors();
    AtomicInteger number = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            task -> new Thread(task, "tokens-" + number.incrementAndGet()));
    executor.allowCoreThreadTimeOut(true);
  }

  /** Calls {@code then} exactly once, on {@code home}; with more work than it takes: refused. */
  public void check(String token, Executor home, Consumer<Verdict> then) {
    try {
      executor.execute(() -> {
        Verdict verdict = verdict(token);
        home.execute(() -> then.accept(unlessRevoked(verdict)));
      });
    } catch (RejectedExecutionException e) {
      then.accept(busy());
    }
  }

  private Verdict verdict(String token) {
    try {
      return check.check(token);
    } catch (RuntimeException e) {
      LOG.error("a token could not be checked: {}", e.getClass().getName());
      return busy();
    }
  }

  /** Asked last, on the caller's thread: from then on a revocation meets an open connection. */
  private Verdict unlessRevoked(Verdict verdict) {
    return verdict instanceof Verdict.Accepted(Holder holder) && revocations.cover(holder)
        ? new Refused(ErrorCode.TOKEN_REVOKED, "the token no longer holds")
        : verdict;
  }

  private static Refused busy() {
    return new Refused(ErrorCode.UNAVAILABLE, "tokens cannot be checked right now");
  }

  @Override
  public void close() {
    executor.shutdown();
    Closing.await(executor, "the checks of tokens", CLOSING);
  }
}
