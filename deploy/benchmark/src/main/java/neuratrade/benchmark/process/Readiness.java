package neuratrade.benchmark.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service's readiness, asked every few milliseconds. */
public record Readiness(int port) {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int TIMEOUT_MILLIS = 2_000;

  /**
   * @throws IllegalStateException if the process ends before it is ready, or is not ready in time
   */
  public void await(Child process, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw process.failure(
            process.isAlive()
                ? "it was not ready within " + bound
                : "it ended before it was ready");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isReady() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + "/q/health/ready").toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }
}
