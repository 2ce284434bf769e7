package neuratrade.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import neuratrade.gateway.delay.DelayWatch;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while every event loop comes round, no feed's thread has died and delays are seen. */
@Liveness
@ApplicationScoped
class Live implements HealthCheck {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final NotificationFeed feed;
  private final Tables tables;
  private final DelayWatch delays;
  private final Hub hub;

  Live(NotificationFeed feed, Tables tables, DelayWatch delays, Hub hub) {
    this.feed = feed;
    this.tables = tables;
    this.delays = delays;
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    Duration stalled = hub.stalled();
    return HealthCheckResponse.named("gateway")
        .status(
            !feed.isDead() && !tables.isDead() && !delays.isDead() && stalled.compareTo(MOST) < 0)
        .withData("feed", !feed.isDead())
        .withData("tables", !tables.isDead())
        .withData("delays", !delays.isDead())
        .withData("loops_stalled_ms", stalled.toMillis())
        .build();
  }
}
