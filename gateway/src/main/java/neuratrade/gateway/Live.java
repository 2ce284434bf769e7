package neuratrade.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.state.StateFeeds;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while every event loop comes round and no feed's thread has died. */
@Liveness
@ApplicationScoped
class Live implements HealthCheck {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final NotificationFeed feed;
  private final StateFeeds states;
  private final Hub hub;

  Live(NotificationFeed feed, StateFeeds states, Hub hub) {
    this.feed = feed;
    this.states = states;
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    Duration stalled = hub.stalled();
    return HealthCheckResponse.named("gateway")
        .status(!feed.isDead() && !states.isDead() && stalled.compareTo(MOST) < 0)
        .withData("feed", !feed.isDead())
        .withData("states", !states.isDead())
        .withData("loops_stalled_ms", stalled.toMillis())
        .build();
  }
}
