package neuratrade.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while every event loop comes round and no feed's thread has died. */
@Liveness
@ApplicationScoped
class Live implements HealthCheck {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final NotificationFeed feed;
  private final Tables tables;
  private final Hub hub;

  Live(NotificationFeed feed, Tables tables, Hub hub) {
    this.feed = feed;
    this.tables = tables;
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    Duration stalled = hub.stalled();
    return HealthCheckResponse.named("gateway")
        .status(!feed.isDead() && !tables.isDead() && stalled.compareTo(MOST) < 0)
        .withData("feed", !feed.isDead())
        .withData("tables", !tables.isDead())
        .withData("loops_stalled_ms", stalled.toMillis())
        .build();
  }
}
