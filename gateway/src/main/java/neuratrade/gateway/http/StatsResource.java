package neuratrade.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import neuratrade.gateway.hub.Hub;
import neuratrade.pipeline.message.Json;

/** How many there are, for a person with a browser. */
@ApplicationScoped
class StatsResource {

  private final Hub hub;

  StatsResource(Hub hub) {
    this.hub = hub;
  }

  void answer(RoutingContext routing) {
    Answers.send(
        routing,
        HttpResponseStatus.OK,
        Json.MAPPER
            .createObjectNode()
            .put("connections", hub.connections())
            .put("subscriptions", hub.subscriptions()));
  }
}
