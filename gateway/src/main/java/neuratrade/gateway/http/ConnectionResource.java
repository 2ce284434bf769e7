package neuratrade.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import neuratrade.gateway.GatewayConfig;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.command.CommandRecord;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.UnreadableException;

/** Has a subject's connections closed at all gateways, and its tokens refused. */
@ApplicationScoped
class ConnectionResource {

  private final CommandIntake intake;
  private final String topic;

  ConnectionResource(CommandIntake intake, GatewayConfig config) {
    this.intake = intake;
    this.topic = config.revocations();
  }

  void disconnect(RoutingContext routing, Holder operator) {
    intake.take(
        routing,
        operator,
        (request, id, at) -> {
          String subject = subject(request);
          byte[] value =
              Json.MAPPER
                  .createObjectNode()
                  .put("id", id)
                  .put("occurred_at", at.toString())
                  .put("subject", subject)
                  .put("requested_by", operator.subject())
                  .toString()
                  .getBytes(UTF_8);
          return new CommandRecord(topic, subject, value, false);
        });
  }

  private static String subject(JsonNode request) throws UnreadableException {
    String subject = request.path("subject").textValue();
    if (Holder.isSubject(subject)) {
      return subject;
    }
    throw new UnreadableException(
        UnreadableException.Reason.INVALID_FIELD, "subject is not a text of 1 to 255 characters");
  }
}
