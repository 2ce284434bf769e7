package neuratrade.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the feed is at its place, Kafka answers, and the gateway is not leaving. */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {

  private final NotificationFeed feed;
  private final Hub hub;

  Ready(NotificationFeed feed, Hub hub) {
    this.feed = feed;
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway")
        .status(feed.isReading() && !hub.isDraining())
        .withData("reading", feed.isReading())
        .withData("draining", hub.isDraining())
        .build();
  }
}
