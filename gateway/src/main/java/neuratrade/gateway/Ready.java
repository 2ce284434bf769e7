package neuratrade.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import neuratrade.gateway.access.Revocations;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the feed is at its place, Kafka answers, it is known whose tokens no longer hold, and
 * the gateway is not leaving. Snapshots it does not wait for.
 */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {

  private final NotificationFeed feed;
  private final Revocations revocations;
  private final Hub hub;

  Ready(NotificationFeed feed, Revocations revocations, Hub hub) {
    this.feed = feed;
    this.revocations = revocations;
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway")
        .status(feed.isReading() && revocations.isLoaded() && !hub.isDraining())
        .withData("reading", feed.isReading())
        .withData("revocations", revocations.isLoaded())
        .withData("draining", hub.isDraining())
        .build();
  }
}
