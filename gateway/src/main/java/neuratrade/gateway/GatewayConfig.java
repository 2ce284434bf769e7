package neuratrade.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import neuratrade.gateway.hub.HubSettings;
import neuratrade.gateway.protocol.Family;
import neuratrade.pipeline.topic.Topics;

/** What can be set at the gateway, beside Quarkus', Kafka's and MicroProfile JWT's own keys. */
@ConfigMapping(prefix = "neuratrade.gateway")
public interface GatewayConfig {

  /** The topic whose records are delivered to clients. */
  @WithDefault(Topics.NOTIFICATIONS)
  String topic();

  /** Whether the topic is created if it is missing. */
  @WithDefault("true")
  boolean createTopic();

  /** Where the newest states lie, and how much of them is kept. */
  States state();

  interface States {

    @WithDefault(Topics.RISK_STATE)
    String risk();

    @WithDefault(Topics.QUEST_STATE)
    String quests();

    @WithDefault("signal.state")
    String signals();

    /** How much memory one family's states may take; aggregates beyond that have no snapshot. */
    @WithDefault("128M")
    MemorySize bytes();

    default Map<Family, String> topics() {
      return Map.of(Family.RISK, risk(), Family.QUESTS, quests(), Family.SIGNALS, signals());
    }
  }

  /** How long a client may take from opening to a valid token. */
  @WithDefault("10s")
  Duration authenticateWithin();

  /** How long a connection outlives its token, for it to be renewed. */
  @WithDefault("25s")
  Duration tokenGrace();

  /** How often a client is pinged. */
  @WithDefault("25s")
  Duration pingEvery();

  /** How long a client may take to answer a ping. */
  @WithDefault("8s")
  Duration pongWithin();

  /** How long a TCP connection may outlive its close frame. */
  @WithDefault("5s")
  Duration closeWithin();

  /** How many bytes may wait for one client before it is brought the rest later. */
  @WithDefault("256K")
  MemorySize queueBytes();

  /** How many connections the gateway takes. */
  @WithDefault("100000")
  int connections();

  /** How many channels one connection may subscribe to. */
  @WithDefault("128")
  int channels();

  /** About how long a connection lives at most, a tenth more or less. */
  @WithDefault("24h")
  Duration connectionAge();

  /** How long nothing may leave while something waits for a client, before it is closed as slow. */
  @WithDefault("10s")
  Duration slowWithin();

  /** How much memory the newest records take that are kept for clients who come back. */
  @WithDefault("64M")
  MemorySize ringBytes();

  /** How old these records are at most; so old ones are read before the gateway is ready. */
  @WithDefault("5m")
  Duration ringAge();

  /** Of how many channels the gateway knows where their newest record is. */
  @WithDefault("200000")
  int knownChannels();

  /**
   * Over which time a gateway that is stopped closes its clients, so that they do not all reconnect
   * at once.
   */
  @WithDefault("30s")
  Duration drain();

  /** The part that bounds connections, checked. */
  default HubSettings hub() {
    return new HubSettings(
        authenticateWithin(),
        tokenGrace(),
        pingEvery(),
        pongWithin(),
        closeWithin(),
        queueBytes().asLongValue(),
        connections(),
        channels(),
        connectionAge(),
        slowWithin(),
        ringBytes().asLongValue(),
        ringAge(),
        knownChannels());
  }
}
