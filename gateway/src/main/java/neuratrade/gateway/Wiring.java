package neuratrade.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.access.TokenCheck;
import neuratrade.gateway.access.TokenSettings;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.feed.TopicLookup;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.HubMeters;
import neuratrade.gateway.hub.Snapshots;
import org.eclipse.microprofile.config.Config;

/** Puts the parts together. They live from the start of the application to {@link Life}'s end. */
@ApplicationScoped
class Wiring {

  @Produces
  @Singleton
  Snapshots snapshots() {
    return Snapshots.NONE;
  }

  @Produces
  @Singleton
  Hub hub(Vertx vertx, GatewayConfig config, Snapshots snapshots, MeterRegistry registry) {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      loops.add((EventLoop) loop);
    }
    return new Hub(loops, config.hub(), snapshots, new HubMeters(registry), Clock.systemUTC());
  }

  @Produces
  @Singleton
  Tokens tokens(Config config) {
    return new Tokens(new TokenCheck(new DefaultJWTParser(TokenSettings.read(config))));
  }

  @Produces
  @Singleton
  Desk desk(Tokens tokens) {
    return new Desk(tokens);
  }

  @Produces
  @Singleton
  NotificationFeed feed(
      Hub hub,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new NotificationFeed(
        kafka, new TopicLookup(config.topic(), config.createTopic()), hub::publish);
  }
}
