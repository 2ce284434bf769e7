package neuratrade.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final long NO_SESSION = -2;

  @Test
  void findsAProcessUntilItIsGone() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    Traces traces = new Traces(NO_SESSION, Set.of(process.pid()), List.of());

    assertThat(traces.processesLeft()).containsExactly(process.pid());

    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(traces.processesLeft()).isEmpty();
  }

  @Test
  void findsAPortUntilItIsClosed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Traces traces = new Traces(NO_SESSION, Set.of(), List.of(socket.getLocalPort()));
      assertThat(traces.portsOpen()).containsExactly(socket.getLocalPort());

      socket.close();
      assertThat(traces.portsOpen()).isEmpty();
    }
  }
}
