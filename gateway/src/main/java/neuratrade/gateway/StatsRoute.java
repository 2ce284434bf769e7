package neuratrade.gateway;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.hub.Hub;
import neuratrade.pipeline.message.Json;

/** How many there are, for a person with a browser. */
@ApplicationScoped
class StatsRoute {

  private final Hub hub;

  StatsRoute(Hub hub) {
    this.hub = hub;
  }

  void register(@Observes Router router) {
    var unused =
        router
            .get("/api/v1/stream/stats")
            .produces("application/json")
            .handler(routing -> {
              var sent =
                  routing.response().putHeader("Content-Type", "application/json").end(stats());
            });
  }

  private String stats() {
    return Json.MAPPER
        .createObjectNode()
        .put("connections", hub.connections())
        .put("subscriptions", hub.subscriptions())
        .toString();
  }
}
