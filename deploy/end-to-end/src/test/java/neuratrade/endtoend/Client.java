package neuratrade.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of the gateway as somebody else would write it, on the JDK's own WebSocket. */
final class Client implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(15);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build();
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  Client(int port) {
    socket =
        Ground.done(
            http.newWebSocketBuilder()
                .connectTimeout(BOUND)
                .buildAsync(URI.create("ws://localhost:" + port + "/ws"), new Listener()));
  }

  /** Sends a request and waits for the message that carries its id. */
  JsonNode ask(String action, String fields, int id) {
    String text = "{\"action\":\"%s\",%s,\"id\":%d}".formatted(action, fields, id);
    Object unused = Ground.done(socket.sendText(text, true));
    return awaitFirst(message -> message.path("id").asInt() == id);
  }

  JsonNode authenticate(String token, int id) {
    return ask("authenticate", "\"token\":\"" + token + "\"", id);
  }

  JsonNode subscribe(String channel, int id) {
    return ask("subscribe", "\"channels\":[\"" + channel + "\"]", id);
  }

  /** The frames of {@code type} so far, once there are {@code count}. */
  List<JsonNode> awaitNotifications(int count) {
    await("%d notifications".formatted(count))
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> notifications().size() >= count);
    return notifications();
  }

  List<JsonNode> notifications() {
    return received.stream()
        .filter(message -> message.path("type").asText().equals("notification"))
        .toList();
  }

  private JsonNode awaitFirst(Predicate<JsonNode> wanted) {
    await("an answer")
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> received.stream().anyMatch(wanted));
    return received.stream().filter(wanted).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(Reading.json(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
