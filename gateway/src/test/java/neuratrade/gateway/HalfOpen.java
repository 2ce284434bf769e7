package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many connections on which nothing is said, from a process of its own: the files of both ends are
 * more than one process may have open.
 */
final class HalfOpen implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Process process;
  private final BufferedReader said;

  HalfOpen(int count) throws IOException {
    URI gateway = Client.address("http", "/");
    List<String> arguments =
        List.of(gateway.getHost(), String.valueOf(gateway.getPort()), String.valueOf(count));
    process =
        JavaProcess.of(HalfOpen.class.getName(), "128m", arguments)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader();
  }

  /** How many are open when the last of them is. */
  int awaitOpen() throws IOException {
    await("all are open").atMost(BOUND).until(said::ready);
    return Integer.parseInt(said.readLine());
  }

  /** Returns when the gateway has ended every one of them. */
  void awaitEnded() throws InterruptedException {
    assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).as("all ended").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** {@code <host> <port> <count>}; ends when they have ended. */
  public static void main(String[] args) throws IOException {
    InetSocketAddress gateway = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    int open = Integer.parseInt(args[2]);
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < open; i++) {
        SocketChannel socket = SocketChannel.open(gateway);
        socket.configureBlocking(false);
        SelectionKey unused = socket.register(selector, SelectionKey.OP_READ);
      }
      open -= ended(selector, 1);
      System.out.println(open);
      while (open > 0) {
        open -= ended(selector, BOUND.toMillis());
      }
    }
  }

  /** How many the gateway has ended since it was last asked; waits for one. */
  private static int ended(Selector selector, long millis) throws IOException {
    int ended = 0;
    ByteBuffer answer = ByteBuffer.allocate(1_024);
    int unused = selector.select(millis);
    for (SelectionKey each : selector.selectedKeys()) {
      SocketChannel socket = (SocketChannel) each.channel();
      if (socket.read(answer.clear()) < 0) {
        socket.close();
        ended++;
      }
    }
    selector.selectedKeys().clear();
    return ended;
  }

  @Override
  public void close() throws IOException {
    said.close();
    Process unused = process.destroyForcibly();
  }
}
