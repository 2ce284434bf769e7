package neuratrade.broker;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One running node of Kafka, broker and controller in one, in this JVM. It owns all threads and
 * files of the node; {@link #close} ends them and deletes the directory if it was a temporary one.
 */
public final class Broker implements AutoCloseable {

  // Linux lends from 32768 on, others from 49152.
  private static final int FIRST_PORT = 15_000;
  private static final int BEYOND_PORTS = 32_000;

  private static final Duration CLOSING = Duration.ofSeconds(60);

  private final BrokerSettings settings;
  private final boolean temporary;
  private @Nullable KafkaRaftServer server;

  private Broker(BrokerSettings settings, boolean temporary) {
    this.settings = settings;
    this.temporary = temporary;
  }

  /** Starts one node; returns when it serves, or throws what kept it from starting. */
  public static Broker start(BrokerSettings settings) {
    return start(List.of(new Broker(settings, false))).getFirst();
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
    return start(
        IntStream.rangeClosed(1, nodes)
            .mapToObj(node ->
                new Broker(
                    new BrokerSettings(
                        node,
                        free.subList(0, nodes),
                        free.subList(nodes, 2 * nodes),
                        temporaryDirectory()),
                    true))
            .toList());
  }

  /** All of them, or none. A node waits in startup for a quorum, so they start side by side. */
  private static List<Broker> start(List<Broker> nodes) {
    List<RuntimeException> failures =
        nodes.parallelStream().map(Broker::startup).flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      try {
        close(nodes);
      } catch (RuntimeException e) {
        first.addSuppressed(e);
      }
      throw first;
    }
    return nodes;
  }

  /** What kept it from starting, if anything did. */
  private Optional<RuntimeException> startup() {
    try {
      format(settings);
      server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties(), false), Time.SYSTEM);
      server.startup();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    } catch (Exception e) {
      // Scala declares none of those that it lets through.
      return Optional.of(new IllegalStateException("the broker cannot start: " + e, e));
    }
  }

  /** What a client needs as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "localhost:" + settings.port();
  }

  /** Stops the node and waits until its threads have ended; as {@link #close(List)} does. */
  @Override
  public void close() {
    close(List.of(this));
  }

  /**
   * Stops nodes of a cluster side by side, since one by one the last would wait for a quorum.
   *
   * @throws IllegalStateException if one has not ended within 60 s, saying at what it waits
   */
  public static void close(List<Broker> nodes) {
    List<Ending> endings = nodes.stream().map(Broker::stop).toList();
    long deadline = System.nanoTime() + CLOSING.toNanos();
    endings.forEach(each -> each.await(deadline));
    for (Broker node : nodes) {
      if (node.temporary) {
        delete(node.settings.directory());
      }
    }
  }

  /** Kafka's own way to stop knows no bound. */
  private record Ending(Path directory, FutureTask<?> task, Thread thread) {

    void await(long deadline) {
      try {
        var unused = task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw failed("it waits at " + List.of(thread.getStackTrace()), e);
      } catch (ExecutionException e) {
        throw failed(String.valueOf(e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("interrupted", e);
      }
    }

    private IllegalStateException failed(String why, Exception e) {
      return new IllegalStateException(
          "the broker in %s did not end within %d s: %s"
              .formatted(directory, CLOSING.toSeconds(), why),
          e);
    }
  }

  private Ending stop() {
    FutureTask<?> task = new FutureTask<>(this::shutDown, null);
    Thread thread = Thread.ofPlatform().name("broker-stop").daemon().start(task);
    return new Ending(settings.directory(), task, thread);
  }

  private void shutDown() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
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
    requireNonNull(broker.server).awaitShutdown();
  }
}
