package neuratrade.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.command.CommandIds;
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.command.CommandRecord;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Takes a command's request, has it written, and answers once Kafka has it. */
@ApplicationScoped
class CommandIntake {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int LONGEST_KEY = 255;
  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Makes a record of a request, or says what is wrong with it. */
  interface Making {
    CommandRecord make(JsonNode request, String id, Instant at) throws UnreadableException;
  }

  private final CommandLog log;
  private final InstantSource clock = InstantSource.system();

  CommandIntake(CommandLog log) {
    this.log = log;
  }

  void take(RoutingContext routing, Holder operator, Making making) {
    JsonNode request = json(routing);
    String key = routing.request().getHeader(IDEMPOTENCY_KEY);
    if (request == null) {
      new Problem(ErrorCode.MALFORMED, "the body must be a JSON object").send(routing);
    } else if (key != null && key.length() > LONGEST_KEY) {
      new Problem(ErrorCode.INVALID_FIELD, "Idempotency-Key has at most 255 characters")
          .send(routing);
    } else {
      String id = CommandIds.of(operator.subject(), routing.normalizedPath(), key);
      try {
        CommandRecord record =
            making.make(request, id, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        log.write(record, HomeLoop.of(routing), confirmed(routing, id));
      } catch (UnreadableException e) {
        new Problem(HttpResponseStatus.BAD_REQUEST.code(), e.reason().text(), e.detail())
            .send(routing);
      }
    }
  }

  private static @Nullable JsonNode json(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    if (body == null || body.length() == 0) {
      return Json.MAPPER.createObjectNode();
    }
    try {
      JsonNode json = READER.readTree(body.toString(UTF_8));
      return json.isObject() ? json : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Answers when the command is written, or when it should have been. */
  private static Consumer<Boolean> confirmed(RoutingContext routing, String id) {
    long timer =
        routing.vertx().setTimer(CommandLog.BOUND.toMillis(), late -> answer(routing, id, false));
    return written -> {
      boolean unused = routing.vertx().cancelTimer(timer);
      answer(routing, id, written);
    };
  }

  private static void answer(RoutingContext routing, String id, boolean written) {
    if (written) {
      Answers.send(
          routing, HttpResponseStatus.ACCEPTED, Json.MAPPER.createObjectNode().put("event_id", id));
    } else {
      new Problem(
              ErrorCode.UNAVAILABLE,
              "Kafka has not confirmed the command; repeat it with the same Idempotency-Key")
          .send(routing);
    }
  }
}
