package neuratrade.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One running node of Kafka, broker and controller in one, in this JVM. It owns all threads and
 * files of the node; {@link #close} ends them and deletes the directory if it was a temporary one.
 */
public final class Broker implements AutoCloseable {

  // Linux lends from 32768 on, others from 49152.
  private static final int FIRST_PORT = 15_000;
  private static final int BEYOND_PORTS = 32_000;

  private final BrokerSettings settings;
  private final KafkaRaftServer server;
  private final boolean temporary;

  private Broker(BrokerSettings settings, boolean temporary) {
    this.settings = settings;
    this.temporary = temporary;
    format(settings);
    this.server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties(), false), Time.SYSTEM);
  }

  /** Starts one node; returns when it serves, or throws what kept it from starting. */
  public static Broker start(BrokerSettings settings) {
    Broker broker = new Broker(settings, false);
    broker.server.startup();
    return broker;
  }

  /** Starts a cluster of one on free ports, in a directory that goes when it is closed. */
  public static Broker start() {
    return cluster(1).getFirst();
  }

  /**
   * Starts nodes that form one cluster, on free ports, each in a directory that goes when it is
   * closed.
   */
  public static List<Broker> cluster(int nodes) {
    List<Integer> free = freePorts(2 * nodes);
    List<Broker> brokers = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      brokers.add(
          new Broker(
              new BrokerSettings(
                  node,
                  free.subList(0, nodes),
                  free.subList(nodes, 2 * nodes),
                  temporaryDirectory()),
              true));
    }
    // A node waits in startup for a quorum, so the nodes of a cluster start side by side.
    brokers.parallelStream().forEach(broker -> broker.server.startup());
    return List.copyOf(brokers);
  }

  /** What a client needs as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "localhost:" + settings.port();
  }

  /** Stops the node and waits until its threads have ended. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (temporary) {
      delete(settings.directory());
    }
  }

  /**
   * Ports that were free a moment ago, all different. None of them is one that the system lends to
   * a client's connection, which might have it by the time that it is used.
   */
  public static List<Integer> freePorts(int count) {
    Set<Integer> free = new LinkedHashSet<>();
    for (int tries = 0; free.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, BEYOND_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        free.add(socket.getLocalPort());
      } catch (IOException e) {
        if (tries > BEYOND_PORTS - FIRST_PORT) {
          throw new UncheckedIOException("no free port was found", e);
        }
      }
    }
    return List.copyOf(free);
  }

  private static void format(BrokerSettings settings) {
    String directory = settings.directory().toString();
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(BrokerSettings.CLUSTER_ID)
          .setNodeId(settings.nodeId())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory)
          .setDirectories(List.of(directory))
          .setIgnoreFormatted(true)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setPrintStream(silent)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException(
          "cannot use %s for the broker's data: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("neuratrade-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code <port> <controller port> <directory>}: runs until the process is told to end. */
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: Broker <port> <controller port> <data directory>");
      System.exit(2);
    }
    Broker broker =
        start(
            BrokerSettings.single(
                Integer.parseInt(args[0]), Integer.parseInt(args[1]), Path.of(args[2])));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
    System.out.println("broker ready on " + broker.bootstrapServers());
    broker.server.awaitShutdown();
  }
}
