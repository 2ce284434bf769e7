package neuratrade.local.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/**
 * Follows the risk channels of some accounts over one connection: authenticates, subscribes, prints
 * notifications, and says on a second stream what else happens.
 */
final class Subscription {

  private static final int FIRST_FINAL_CODE = 4400;
  private static final int LAST_FINAL_CODE = 4499;

  private final List<String> accounts;
  private final Function<List<String>, String> tokens;
  private final Duration silence;
  private final Printed printed;
  private final PrintStream out;
  private final PrintStream aside;

  /**
   * @param silence after so much of it the gateway is pinged; after as much again the connection
   *     counts as lost
   */
  Subscription(
      List<String> accounts,
      Function<List<String>, String> tokens,
      Duration silence,
      Printed printed,
      PrintStream out,
      PrintStream aside) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.silence = silence;
    this.printed = printed;
    this.out = out;
    this.aside = aside;
  }

  /**
   * Follows until a notification of the type came, or until the deadline.
   *
   * @param until the type; null for none
   * @param deadline in {@link System#nanoTime}; null for none
   * @return the notification, or nothing at the deadline
   * @throws ConnectionLostException if the connection ends
   * @throws RefusedException if the gateway will not have us
   */
  Optional<JsonNode> follow(URI gateway, @Nullable String until, @Nullable Long deadline) {
    try (Connection connection = Connection.open(gateway)) {
      boolean pinged = false;
      while (true) {
        Duration left = left(deadline);
        if (left.isZero()) {
          return Optional.empty();
        }
        Received received = connection.next(left);
        switch (received) {
          case null -> {
            if (pinged && left.equals(silence)) {
              throw new ConnectionLostException("silent");
            }
            connection.ping();
          }
          case Received.SignOfLife _ -> {}
          case Received.Closed closed -> throw ended(closed);
          case Received.Text text -> {
            JsonNode frame = parse(text.json());
            take(connection, frame);
            if (isNotification(frame) && frame.path("data").path("type").asText().equals(until)) {
              return Optional.of(frame.path("data"));
            }
          }
        }
        pinged = received == null;
      }
    }
  }

  private void take(Connection connection, JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "welcome" -> {
        ObjectNode request = Json.MAPPER.createObjectNode().put("action", "authenticate");
        connection.send(request.put("token", tokens.apply(accounts)).toString());
      }
      case "authenticated" -> {
        ObjectNode request = Json.MAPPER.createObjectNode().put("action", "subscribe");
        accounts.forEach(account -> request.withArray("channels").add("risk:" + account));
        connection.send(request.toString());
      }
      case "subscription" -> aside.println("watching " + String.join(", ", accounts));
      case "notification" -> out.println(printed.line(frame.path("data")));
      case "error" -> {
        String detail =
            "%s (%s)".formatted(frame.path("detail").asText(), frame.path("code").asText());
        if (frame.path("temporary").asBoolean()) {
          throw new ConnectionLostException(detail);
        }
        throw new RefusedException(detail);
      }
      case "shutdown" -> aside.println("the gateway is going to end this connection");
      case "lag" -> aside.println("too slow: " + frame);
      case "delay" -> aside.println("events are behind: " + frame);
      default -> {} // Frames that a later gateway knows.
    }
  }

  private static boolean isNotification(JsonNode frame) {
    return frame.path("type").asText().equals("notification");
  }

  private static RuntimeException ended(Received.Closed closed) {
    String told =
        closed.reason().isEmpty()
            ? "closed with " + closed.code()
            : "closed with %d: %s".formatted(closed.code(), closed.reason());
    return closed.code() >= FIRST_FINAL_CODE && closed.code() <= LAST_FINAL_CODE
        ? new RefusedException(told)
        : new ConnectionLostException(told);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new RefusedException("a frame that is no JSON: " + e.getOriginalMessage());
    }
  }

  private Duration left(@Nullable Long deadline) {
    if (deadline == null) {
      return silence;
    }
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    return left.compareTo(silence) < 0 ? left : silence;
  }
}
