package neuratrade.local.watch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection, read by one thread: it is asked for the next frame only when the one
 * before has been taken, so nothing piles up here.
 *
 * <p>The JDK's client can miss the end of a broken connection that comes right behind a frame:
 * whoever hears nothing for a while has to {@link #ping}.
 */
final class Connection implements AutoCloseable {

  private static final Duration OPEN_WITHIN = Duration.ofSeconds(5);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);
  private static final int BROKEN = 1006;

  private final HttpClient client;
  private final WebSocket socket;
  private final Inbox inbox;

  private Connection(HttpClient client, WebSocket socket, Inbox inbox) {
    this.client = client;
    this.socket = socket;
    this.inbox = inbox;
  }

  /**
   * Connects.
   *
   * @throws ConnectionLostException if that fails
   */
  static Connection open(URI address) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(OPEN_WITHIN).build();
    Inbox inbox = new Inbox();
    try {
      WebSocket socket =
          await(
              client.newWebSocketBuilder().connectTimeout(OPEN_WITHIN).buildAsync(address, inbox),
              OPEN_WITHIN);
      return new Connection(client, socket, inbox);
    } catch (ConnectionLostException e) {
      client.shutdownNow();
      throw e;
    }
  }

  /** Sends a text frame. */
  void send(String json) {
    WebSocket unused = await(socket.sendText(json, true), SEND_WITHIN);
  }

  /** Asks for a sign of life. */
  void ping() {
    WebSocket unused = await(socket.sendPing(ByteBuffer.allocate(0)), SEND_WITHIN);
  }

  /** The next thing that comes, or null if nothing does within the bound. */
  @Nullable Received next(Duration bound) {
    try {
      Received received = inbox.queue.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (received != null && !(received instanceof Received.Closed)) {
        socket.request(1);
      }
      return received;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted");
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private static WebSocket await(CompletionStage<WebSocket> stage, Duration bound) {
    try {
      return stage.toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ConnectionLostException(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw new ConnectionLostException("no answer within " + bound.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted");
    }
  }

  /** Puts frames together and hands them on. Room for the frame asked for and the end. */
  private static final class Inbox implements WebSocket.Listener {

    private final BlockingQueue<Received> queue = new ArrayBlockingQueue<>(4);
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        queue.add(new Received.Text(text.toString()));
        text.setLength(0);
      } else {
        socket.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      queue.add(new Received.SignOfLife());
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      queue.add(new Received.SignOfLife());
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      queue.add(new Received.Closed(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      queue.add(new Received.Closed(BROKEN, String.valueOf(error.getMessage())));
    }
  }
}
