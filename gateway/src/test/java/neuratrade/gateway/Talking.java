package neuratrade.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who writes the same notification again and again, until closed. */
final class Talking implements AutoCloseable {

  private static final int AT_ONCE = 20;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger said = new AtomicInteger();
  private final Future<?> talk;
  private volatile boolean enough;

  Talking(String channel, String value) {
    talk =
        thread.submit(() -> {
          try (Producing producing = new Producing()) {
            while (!enough) {
              producing.sendAll(channel, value, AT_ONCE);
              said.addAndGet(AT_ONCE);
            }
          }
          return null;
        });
  }

  /** How many the broker has taken. */
  int said() {
    return said.get();
  }

  @Override
  public void close() throws Exception {
    enough = true;
    thread.shutdown();
    Object unused = talk.get(Client.BOUND.toSeconds(), TimeUnit.SECONDS);
    if (!thread.awaitTermination(Client.BOUND.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("one who talks did not end");
    }
  }
}
