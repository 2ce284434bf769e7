package neuratrade.local.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/**
 * Follows some channels over one connection at a time: authenticates, subscribes, from where the
 * connection before ended if there was one, prints notifications, and says on a second stream what
 * else happens.
 */
final class Subscription {

  private static final int FIRST_FINAL_CODE = 4400;
  private static final int LAST_FINAL_CODE = 4499;
  private static final int TOKEN_ENDED = 4403;

  private final List<String> channels;
  private final Supplier<String> token;
  private final Duration silence;
  private final Printed printed;
  private final Tally tally;
  private final PrintStream out;
  private final PrintStream aside;
  private final Cursors cursors = new Cursors();
  private Instant tokenEnds = Instant.MAX;

  /**
   * @param token makes one that is good now
   * @param silence after so much of it the gateway is pinged; after as much again the connection
   *     counts as lost
   */
  Subscription(
      List<String> channels,
      Supplier<String> token,
      Duration silence,
      Printed printed,
      Tally tally,
      PrintStream out,
      PrintStream aside) {
    this.channels = List.copyOf(channels);
    this.token = token;
    this.silence = silence;
    this.printed = printed;
    this.tally = tally;
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
    tokenEnds = Instant.MAX;
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
        connection.send(request.put("token", token.get()).toString());
      }
      case "authenticated" -> {
        tokenEnds = Instant.parse(frame.path("expires_at").asText());
        connection.send(subscribe());
      }
      case "subscription" -> begin(frame.path("channels"));
      case "notification" -> {
        cursors.move(frame.path("channel").asText(), frame.path("cursor").asText());
        tally.count(frame.path("data").path("type").asText());
        out.println(printed.line(frame.path("data")));
      }
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

  private String subscribe() {
    ObjectNode request = Json.MAPPER.createObjectNode().put("action", "subscribe");
    for (String channel : channels) {
      List<String> known = cursors.of(channel);
      if (known.isEmpty()) {
        request.withArray("channels").add(channel);
      } else {
        ObjectNode resumed = request.withArray("channels").addObject().put("channel", channel);
        known.forEach(resumed.putArray("cursors")::add);
      }
    }
    return request.toString();
  }

  private void begin(JsonNode subscribed) {
    boolean complete = true;
    for (JsonNode each : subscribed) {
      String channel = each.path("channel").asText();
      boolean resumes = !cursors.of(channel).isEmpty();
      complete &= !resumes || each.path("recovered").asBoolean();
      cursors.begin(channel, each.path("cursors"));
    }
    aside.println("watching " + String.join(", ", channels));
    if (!complete) {
      aside.println("watch: not all that was told meanwhile could be had again");
    }
  }

  private static boolean isNotification(JsonNode frame) {
    return frame.path("type").asText().equals("notification");
  }

  private RuntimeException ended(Received.Closed closed) {
    String told =
        closed.reason().isEmpty()
            ? "closed with " + closed.code()
            : "closed with %d: %s".formatted(closed.code(), closed.reason());
    // The code is the same for a token that expired, which a new one mends, and a revoked one.
    boolean expired = closed.code() == TOKEN_ENDED && !Instant.now().isBefore(tokenEnds);
    boolean isFinal = closed.code() >= FIRST_FINAL_CODE && closed.code() <= LAST_FINAL_CODE;
    return isFinal && !expired ? new RefusedException(told) : new ConnectionLostException(told);
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
