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
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.feed.Rereads;
import neuratrade.gateway.feed.TopicLookup;
import neuratrade.gateway.http.Guard;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.HubMeters;
import neuratrade.gateway.hub.NettySocket;
import neuratrade.gateway.hub.NodeBudget;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.state.StateFeeds;
import neuratrade.gateway.state.StateSink;
import neuratrade.gateway.state.States;
import org.eclipse.microprofile.config.Config;

/** Puts the parts together. They live from the start of the application to {@link Life}'s end. */
@ApplicationScoped
class Wiring {

  /** What waits for all clients may take a quarter of it. */
  private static final int PART_OF_DIRECT_MEMORY = 4;

  @Produces
  @Singleton
  States states(GatewayConfig config, MeterRegistry registry) {
    return new States(config.state().bytes().asLongValue(), registry);
  }

  @Produces
  @Singleton
  Rereads rereads(
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry registry) {
    return new Rereads(kafka, config.topic(), registry);
  }

  @Produces
  @Singleton
  Hub hub(
      Vertx vertx, GatewayConfig config, States states, Rereads rereads, MeterRegistry registry) {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      loops.add((EventLoop) loop);
    }
    NodeBudget budget =
        new NodeBudget(NettySocket::lentBytes, NettySocket.mostBytes() / PART_OF_DIRECT_MEMORY);
    return new Hub(
        loops, config.hub(), states, rereads, budget, new HubMeters(registry), Clock.systemUTC());
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
  Guard guard(Tokens tokens) {
    return new Guard(tokens);
  }

  @Produces
  @Singleton
  CommandLog commands(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new CommandLog(kafka);
  }

  @Produces
  @Singleton
  StateFeeds stateFeeds(
      Hub hub,
      States states,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    StateSink sink =
        new StateSink() {
          @Override
          public void changed(List<State> states) throws InterruptedException {
            hub.show(states);
          }

          @Override
          public void loaded() {
            hub.loaded();
          }
        };
    return new StateFeeds(kafka, config.state().topics(), states, sink);
  }

  @Produces
  @Singleton
  NotificationFeed feed(
      Hub hub,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new NotificationFeed(
        kafka,
        new TopicLookup(config.topic(), config.createTopic()),
        hub,
        config.ringAge(),
        Clock.systemUTC());
  }
}
