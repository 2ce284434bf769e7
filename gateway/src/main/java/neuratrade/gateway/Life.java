package neuratrade.gateway;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.command.CommandLog;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.feed.Rereads;
import neuratrade.gateway.hub.Hub;
import neuratrade.gateway.state.StateFeeds;

/** Starts the parts and ends them in order: clients first, then Kafka, then what is left. */
@ApplicationScoped
class Life {

  private final GatewayConfig config;
  private final Hub hub;
  private final NotificationFeed feed;
  private final Rereads rereads;
  private final StateFeeds states;
  private final CommandLog commands;
  private final Tokens tokens;

  Life(
      GatewayConfig config,
      Hub hub,
      NotificationFeed feed,
      Rereads rereads,
      StateFeeds states,
      CommandLog commands,
      Tokens tokens) {
    this.config = config;
    this.hub = hub;
    this.feed = feed;
    this.rereads = rereads;
    this.states = states;
    this.commands = commands;
    this.tokens = tokens;
  }

  void start(@Observes StartupEvent event) {
    feed.start();
    states.start();
  }

  /**
   * While the HTTP server still stands: what ends the sockets after this says nothing to anybody.
   */
  void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    hub.drain(config.drain());
  }

  void stop(@Observes ShutdownEvent event) {
    feed.close();
    rereads.close();
    states.close();
    commands.close();
    tokens.close();
  }
}
