package neuratrade.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import neuratrade.gateway.delay.Worker;
import neuratrade.gateway.door.DoorSettings;
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

  /** With how many partitions the topic is created. */
  @WithDefault("" + Topics.PARTITIONS)
  int topicPartitions();

  /** How long the topic, if it is created, keeps its records. */
  @WithDefault("24h")
  Duration topicRetention();

  /** Where the events and states of a family lie, and who folds them. */
  interface Source {

    /** The topic of the events, to which commands are written. */
    String events();

    /** The topic of the newest states, from which snapshots are taken. */
    String state();

    /** The consumer group of the worker. */
    String group();
  }

  Source risk();

  Source quests();

  Source signals();

  default Map<Family, Source> sources() {
    return Map.of(Family.RISK, risk(), Family.QUESTS, quests(), Family.SIGNALS, signals());
  }

  /** How long events may lie before clients are told that they are behind. */
  @WithDefault("5s")
  Duration delayAfter();

  /** How much memory one family's states may take; aggregates beyond that have no snapshot. */
  @WithDefault("128M")
  MemorySize stateBytes();

  /** The topic by which gateways tell one another whose tokens no longer hold. */
  @WithDefault("gateway.revocations")
  String revocations();

  /** How long a revocation is kept; not shorter than tokens live. */
  @WithDefault("7D")
  Duration revocationsKept();

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

  /** How many connections one subject may have at this gateway. */
  @WithDefault("20")
  int connectionsPerSubject();

  /** How many connections may come from one address; of IPv6, from one /64. */
  @WithDefault("200")
  int connectionsPerAddress();

  /** How many connections may come in a second. */
  @WithDefault("2000")
  int connectionsPerSecond();

  /** How many requests one connection may make in a second. */
  @WithDefault("20")
  int requestsPerSecond();

  /** From which pages browsers may connect, such as {@code https://app.example.com}. */
  Optional<Set<String>> origins();

  /** The networks of the proxies whose word on a client's address counts. */
  Optional<List<String>> trustedProxies();

  /** The one header in which those proxies say it. */
  @WithDefault("X-Forwarded-For")
  String proxyHeader();

  /** How long a TCP connection may be without a whole request. */
  @WithDefault("10s")
  Duration requestWithin();

  /** Whether signals are for those too who have no token. */
  @WithDefault("false")
  boolean publicSignals();

  /** How many channels one connection may subscribe to. */
  @WithDefault("128")
  int channels();

  /** About how long a connection lives at most, a tenth more or less. */
  @WithDefault("24h")
  Duration connectionAge();

  /** How long nothing may leave while something waits for a client, before it is closed as slow. */
  @WithDefault("10s")
  Duration slowWithin();

  /**
   * How much memory the newest records take that are kept for clients who come back; else an eighth
   * of the heap, and at least 64 MB.
   */
  Optional<MemorySize> ringBytes();

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
        ringBytes().map(MemorySize::asLongValue).orElseGet(Bounds::usualRingBytes),
        ringAge(),
        knownChannels(),
        requestsPerSecond());
  }

  /** The rest, checked. */
  default Bounds bounds() {
    return new Bounds(
        topicPartitions(),
        topicRetention(),
        drain(),
        delayAfter(),
        stateBytes().asLongValue(),
        revocationsKept());
  }

  default Map<Family, Worker> workers() {
    Map<Family, Worker> workers = new EnumMap<>(Family.class);
    sources()
        .forEach(
            (family, source) -> workers.put(family, new Worker(source.events(), source.group())));
    return workers;
  }

  /** The part that decides who comes in, checked. */
  default DoorSettings door() {
    return new DoorSettings(
        connectionsPerSubject(),
        connectionsPerAddress(),
        connectionsPerSecond(),
        origins().orElse(Set.of()),
        trustedProxies().orElse(List.of()),
        proxyHeader(),
        requestWithin());
  }
}
