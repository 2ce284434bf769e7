package neuratrade.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where one node listens, where it keeps its logs and with whom it forms a cluster.
 *
 * @param nodeId this node, 1 to the number of nodes
 * @param ports the client port of every node, in the order of their ids
 * @param controllerPorts the controller port of every node, in the order of their ids
 * @param directory this node's logs and metadata; formatted at the first start, kept afterwards
 */
public record BrokerSettings(
    int nodeId, List<Integer> ports, List<Integer> controllerPorts, Path directory) {

  // A constant: a node refuses a directory that was formatted for a cluster of another id.
  static final String CLUSTER_ID = "bmV1cmF0cmFkZS1sb2NhbA";

  public BrokerSettings {
    ports = List.copyOf(ports);
    controllerPorts = List.copyOf(controllerPorts);
    if (ports.size() != controllerPorts.size() || nodeId < 1 || nodeId > ports.size()) {
      throw new IllegalArgumentException(
          "node %d needs a client and a controller port among %s and %s"
              .formatted(nodeId, ports, controllerPorts));
    }
  }

  /** A cluster of one. */
  public static BrokerSettings single(int port, int controllerPort, Path directory) {
    return new BrokerSettings(1, List.of(port), List.of(controllerPort), directory);
  }

  int port() {
    return ports.get(nodeId - 1);
  }

  Properties toProperties() {
    int nodes = ports.size();
    String voters =
        IntStream.range(0, nodes)
            .mapToObj(i -> "%d@localhost:%d".formatted(i + 1, controllerPorts.get(i)))
            .collect(Collectors.joining(","));
    String replicas = String.valueOf(Math.min(3, nodes));
    String inSync = String.valueOf(nodes >= 3 ? 2 : 1);

    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(nodeId));
    properties.put("controller.quorum.voters", voters);
    properties.put(
        "listeners",
        "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d"
            .formatted(port(), controllerPorts.get(nodeId - 1)));
    properties.put("advertised.listeners", "PLAINTEXT://localhost:%d".formatted(port()));
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("default.replication.factor", replicas);
    properties.put("min.insync.replicas", inSync);
    properties.put("offsets.topic.replication.factor", replicas);
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", replicas);
    properties.put("transaction.state.log.min.isr", inSync);
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", replicas);
    properties.put("share.coordinator.state.topic.min.isr", inSync);
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("log.segment.bytes", "67108864");
    // A killed worker's open transaction holds every read-committed reader back: look for it often.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    return properties;
  }
}
