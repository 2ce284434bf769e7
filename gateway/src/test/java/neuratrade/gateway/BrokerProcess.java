package neuratrade.gateway;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import neuratrade.broker.Broker;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, so that the gateway's JVM holds nothing of it. */
public final class BrokerProcess implements QuarkusTestResourceLifecycleManager {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 500;

  private @Nullable Process process;

  @Override
  public Map<String, String> start() {
    List<Integer> ports = Broker.freePorts(2);
    int port = ports.getFirst();
    Path data = Path.of("target", "data", "broker-" + port).toAbsolutePath();
    try {
      process =
          JavaProcess.of(
                  Broker.class.getName(),
                  "256m",
                  List.of(Integer.toString(port), ports.getLast().toString(), data.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("cannot start a broker", e);
    }
    await("the broker listens").atMost(BOUND).until(() -> listens(port));
    return Map.of("kafka.bootstrap.servers", "localhost:" + port);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port), PROBE_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    process = null;
  }
}
