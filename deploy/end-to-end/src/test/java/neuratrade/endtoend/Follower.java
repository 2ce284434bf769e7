package neuratrade.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol wants it: it keeps the newest cursor of every lane, and hands them all
 * back when it comes again. Where and when it comes again is its {@link Path}'s.
 */
final class Follower implements WebSocket.Listener {

  /** What a follower does with the end of a connection, and whom it tells what it hears. */
  interface Path {

    void ended(Follower follower, int code);

    /** The gateway has answered the subscription. */
    void subscribed(Follower follower, boolean resumed, boolean recovered);

    default void heard(JsonNode notification) {}
  }

  /** Its connection broke without a good-bye. */
  static final int BROKEN = 1006;

  private static final Duration BOUND = Duration.ofSeconds(20);

  private final String token;
  private final Path path;
  private final List<Subscribed> subscriptions;
  private final StringBuilder text = new StringBuilder();
  private boolean resuming;
  private volatile boolean reading = true;
  private volatile @Nullable WebSocket socket;

  Follower(String token, List<String> channels, Path path) {
    this.token = token;
    this.path = path;
    this.subscriptions = new ArrayList<>(channels.stream().map(Subscribed::new).toList());
  }

  /** Connects and subscribes, from where it was if it was there before. */
  CompletableFuture<WebSocket> connect(HttpClient http, int port) {
    text.setLength(0);
    return http.newWebSocketBuilder()
        .connectTimeout(BOUND)
        .header("Authorization", "Bearer " + token)
        .buildAsync(URI.create("ws://localhost:" + port + "/ws"), this);
  }

  List<Subscribed> subscriptions() {
    return subscriptions;
  }

  /** Stops and starts taking from the socket. */
  void read(boolean on) {
    reading = on;
    WebSocket open = socket;
    if (on && open != null) {
      open.request(1);
    }
  }

  void abort() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      take(from, Reading.json(message));
    }
    if (reading) {
      from.request(1);
    }
    return null;
  }

  private void take(WebSocket from, JsonNode message) {
    switch (message.path("type").asText()) {
      case "authenticated" -> {
        String channels =
            subscriptions.stream().map(Subscribed::wanted).collect(Collectors.joining(","));
        var unused =
            from.sendText("{\"action\":\"subscribe\",\"channels\":[" + channels + "]}", true);
      }
      case "subscription" -> answered(message.path("channels"));
      case "notification" -> {
        String channel = message.path("channel").asText();
        String cursor = message.path("cursor").asText();
        subscriptions.stream()
            .filter(each -> each.hears(channel))
            .forEach(each -> each.heard(cursor));
        path.heard(message);
      }
      case "error" -> throw new IllegalStateException(message.toString());
      default -> {
        // A welcome, a state, a farewell.
      }
    }
  }

  private void answered(JsonNode channels) {
    boolean recovered = true;
    for (int i = 0; i < subscriptions.size(); i++) {
      recovered &= subscriptions.get(i).answered(channels.path(i));
    }
    path.subscribed(this, resuming, recovered);
    resuming = true;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    path.ended(this, code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    path.ended(this, BROKEN);
  }
}
