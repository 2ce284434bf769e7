package neuratrade.gateway;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.delay.DelayWatch;
import neuratrade.gateway.door.Loiterers;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.feed.Rereads;
import neuratrade.gateway.hub.Hub;

/** Starts the parts and ends them in order: clients first, then Kafka, then what is left. */
@ApplicationScoped
class Life {

  private final Bounds bounds;
  private final Hub hub;
  private final NotificationFeed feed;
  private final Rereads rereads;
  private final Tables tables;
  private final DelayWatch delays;
  private final CommandLog commands;
  private final Tokens tokens;
  private final Loiterers loiterers;

  Life(
      GatewayConfig config,
      Hub hub,
      NotificationFeed feed,
      Rereads rereads,
      Tables tables,
      DelayWatch delays,
      CommandLog commands,
      Tokens tokens,
      Loiterers loiterers) {
    this.bounds = config.bounds();
    this.hub = hub;
    this.feed = feed;
    this.rereads = rereads;
    this.tables = tables;
    this.delays = delays;
    this.commands = commands;
    this.tokens = tokens;
    this.loiterers = loiterers;
  }

  void start(@Observes StartupEvent event) {
    loiterers.start();
    tables.start();
    feed.start();
    delays.start();
  }

  /**
   * While the HTTP server still stands: what ends the sockets after this says nothing to anybody.
   */
  void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    hub.drain(bounds.drain());
  }

  void stop(@Observes ShutdownEvent event) {
    feed.close();
    rereads.close();
    tables.close();
    delays.close();
    commands.close();
    tokens.close();
    loiterers.close();
  }
}
