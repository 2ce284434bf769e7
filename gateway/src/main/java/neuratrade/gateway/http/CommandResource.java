package neuratrade.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.command.Command;
import neuratrade.gateway.command.CommandIds;
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.UnreadableException;
import neuratrade.pipeline.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Takes what operators want done, and answers once Kafka has it. */
@ApplicationScoped
class CommandResource {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int LONGEST_KEY = 255;
  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final CommandLog log;
  private final InstantSource clock = InstantSource.system();

  CommandResource(CommandLog log) {
    this.log = log;
  }

  /** A command of the account in the request's path. */
  BiConsumer<RoutingContext, Holder> ofAccount(Command command) {
    return (routing, holder) -> {
      String account = Guard.accountOf(routing);
      if (account == null) {
        new Problem(ErrorCode.INVALID_FIELD, Guard.NO_ACCOUNT).send(routing);
      } else {
        take(routing, holder, command, account);
      }
    };
  }

  private void take(RoutingContext routing, Holder holder, Command command, String account) {
    JsonNode request = json(routing);
    String key = routing.request().getHeader(IDEMPOTENCY_KEY);
    if (request == null) {
      new Problem(ErrorCode.MALFORMED, "the body must be a JSON object").send(routing);
    } else if (key != null && key.length() > LONGEST_KEY) {
      new Problem(ErrorCode.INVALID_FIELD, "Idempotency-Key has at most 255 characters")
          .send(routing);
    } else {
      String id = CommandIds.of(holder.subject(), routing.normalizedPath(), key);
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      try {
        byte[] event = command.event(id, now, account, request, holder.subject());
        log.write(Topics.RISK_EVENTS, account, event, home(routing), confirmed(routing, id));
      } catch (UnreadableException e) {
        new Problem(HttpResponseStatus.BAD_REQUEST.code(), e.reason().text(), e.detail())
            .send(routing);
      }
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

  private static Executor home(RoutingContext routing) {
    Context context = routing.vertx().getOrCreateContext();
    return task -> context.runOnContext(now -> task.run());
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
}
