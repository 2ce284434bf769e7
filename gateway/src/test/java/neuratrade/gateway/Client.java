package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import neuratrade.pipeline.message.Json;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A client on the JDK's WebSocket, which shares no line with the gateway's. */
final class Client implements AutoCloseable, WebSocket.Listener {

  static final Duration BOUND = Duration.ofSeconds(15);

  final HttpClient http;
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket webSocket;
  private volatile boolean reading = true;

  private Client(HttpClient http, URI address, UnaryOperator<WebSocket.Builder> options)
      throws Exception {
    this.http = http;
    this.webSocket =
        options
            .apply(http.newWebSocketBuilder())
            .buildAsync(address, this)
            .get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** Where the gateway under test is. */
  static URI address(String scheme, String path) {
    String http = ConfigProvider.getConfig().getValue("test.url", String.class);
    return URI.create(http.replaceFirst("^http", scheme) + path);
  }

  static Client open() throws Exception {
    return open(options -> options);
  }

  static Client open(UnaryOperator<WebSocket.Builder> options) throws Exception {
    return open(HttpClient.newHttpClient(), address("ws", "/ws"), options);
  }

  /**
   * @param http ends with the client
   */
  static Client open(HttpClient http, URI address, UnaryOperator<WebSocket.Builder> options)
      throws Exception {
    Client client = new Client(http, address, options);
    assertThat(client.next().path("type").asText()).isEqualTo("welcome");
    return client;
  }

  /** Opened, authenticated and subscribed. */
  static Client subscribed(String token, String channel) throws Exception {
    Client client = open();
    client.say("{\"action\":\"authenticate\",\"token\":\"" + token + "\"}");
    assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
    client.say("{\"action\":\"subscribe\",\"channels\":[\"" + channel + "\"],\"id\":7}");
    JsonNode answer = client.next();
    assertThat(answer.path("action").asText()).as("%s", answer).isEqualTo("subscribed");
    return client;
  }

  void say(String message) throws Exception {
    WebSocket same = webSocket.sendText(message, true).get(BOUND.toSeconds(), TimeUnit.SECONDS);
    assertThat(same).isSameAs(webSocket);
  }

  WebSocket raw() {
    return webSocket;
  }

  JsonNode next() throws Exception {
    return json(nextText());
  }

  /** The next message, which keeps to its published schema. */
  String nextText() throws InterruptedException {
    String message = received.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(message).as("a message within %s", BOUND).isNotNull();
    assertThat(Contract.faultsOfFrame(json(message))).as(message).isEmpty();
    return message;
  }

  int closeCode() throws Exception {
    return closed.get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** Stops and starts taking from the socket. */
  void read(boolean on) {
    reading = on;
    if (on) {
      webSocket.request(1);
    }
  }

  static JsonNode json(String message) {
    try {
      return Json.MAPPER.readTree(message);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + message, e);
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      received.add(text.toString());
      text.setLength(0);
    }
    more(from);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    more(from);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  private void more(WebSocket from) {
    if (reading) {
      from.request(1);
    }
  }

  @Override
  public void close() {
    webSocket.abort();
    http.shutdownNow();
    await().atMost(BOUND).until(http::isTerminated);
  }
}
