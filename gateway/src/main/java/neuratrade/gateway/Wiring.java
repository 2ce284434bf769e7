package neuratrade.gateway;

import io.micrometer.core.instrument.Gauge;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.access.Revocations;
import neuratrade.gateway.access.TokenCheck;
import neuratrade.gateway.access.TokenSettings;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.delay.DelayWatch;
import neuratrade.gateway.door.Admission;
import neuratrade.gateway.door.Loiterers;
import neuratrade.gateway.door.Quota;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.feed.Rereads;
import neuratrade.gateway.feed.TopicLookup;
import neuratrade.gateway.http.Guard;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.hub.HubMeters;
import neuratrade.gateway.hub.NettySocket;
import neuratrade.gateway.hub.NodeBudget;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.protocol.Replies;
import neuratrade.gateway.state.States;
import neuratrade.gateway.table.TableFeed;
import neuratrade.gateway.table.TableSink;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.eclipse.microprofile.config.Config;

/** Puts the parts together. They live from the start of the application to {@link Life}'s end. */
@ApplicationScoped
class Wiring {

  /** What waits for all clients may take a quarter of it. */
  private static final int PART_OF_DIRECT_MEMORY = 4;

  @Produces
  @Singleton
  States states(GatewayConfig config, MeterRegistry registry) {
    return new States(config.bounds().stateBytes(), registry);
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
    NodeBudget budget =
        new NodeBudget(NettySocket::lentBytes, NettySocket.mostBytes() / PART_OF_DIRECT_MEMORY);
    return new Hub(
        loops(vertx),
        config.hub(),
        states,
        rereads,
        budget,
        new HubMeters(registry),
        Clock.systemUTC());
  }

  private static List<EventLoop> loops(Vertx vertx) {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      loops.add((EventLoop) loop);
    }
    return loops;
  }

  @Produces
  @Singleton
  Tokens tokens(Config config, Revocations revocations) {
    return new Tokens(
        new TokenCheck(new DefaultJWTParser(TokenSettings.read(config))), revocations);
  }

  @Produces
  @Singleton
  Revocations revocations(GatewayConfig config) {
    return new Revocations(config.bounds().revocationsKept());
  }

  @Produces
  @Singleton
  Quota subjects(GatewayConfig config, MeterRegistry registry) {
    Quota subjects = new Quota(config.door().subject());
    Gauge unused =
        Gauge.builder("neuratrade.gateway.subjects", subjects, Quota::size)
            .description("Subjects that have connections")
            .register(registry);
    return subjects;
  }

  @Produces
  @Singleton
  Admission admission(Hub hub, GatewayConfig config, MeterRegistry registry) {
    return new Admission(hub, config.door(), registry);
  }

  @Produces
  @Singleton
  Loiterers loiterers(Vertx vertx, GatewayConfig config) {
    return new Loiterers(loops(vertx), config.door().requestWithin());
  }

  @Produces
  @Singleton
  Desk desk(
      Tokens tokens,
      Revocations revocations,
      Quota subjects,
      DelayWatch delays,
      GatewayConfig config) {
    return new Desk(tokens, revocations, subjects, delays, config.publicSignals());
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
  DelayWatch delays(
      Hub hub,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    return new DelayWatch(
        kafka,
        config.workers(),
        config.bounds().delayAfter(),
        InstantSource.system(),
        (family, since) -> hub.tell(family, Replies.delay(family, since)));
  }

  /** State topics are their workers' to create, with as many partitions as their inputs have. */
  @Produces
  @Singleton
  Tables tables(
      Hub hub,
      States states,
      Revocations revocations,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    List<TableFeed<?>> feeds = new ArrayList<>();
    TableSink<State> shown = TableSink.of(hub::show, hub::loaded);
    config
        .sources()
        .forEach((family, source) ->
            feeds.add(new TableFeed<>(kafka, source.state(), null, states.table(family), shown)));
    Topic own =
        config.createTopic()
            ? Topics.input(config.revocations(), 1, config.bounds().revocationsKept())
            : null;
    Runnable revoke = () -> hub.revoke(revocations::cover);
    feeds.add(
        new TableFeed<>(
            kafka,
            config.revocations(),
            own,
            revocations,
            TableSink.of(changes -> revoke.run(), revoke)));
    return new Tables(feeds);
  }

  @Produces
  @Singleton
  NotificationFeed feed(
      Hub hub,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    Topic missing =
        config.createTopic()
            ? Topics.kept(
                config.topic(), config.bounds().topicPartitions(), config.bounds().topicRetention())
            : null;
    return new NotificationFeed(
        kafka, new TopicLookup(config.topic(), missing), hub, config.ringAge(), Clock.systemUTC());
  }
}
