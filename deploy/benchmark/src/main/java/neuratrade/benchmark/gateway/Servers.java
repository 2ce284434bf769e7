package neuratrade.benchmark.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.client.Clients;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.Readiness;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.broker.Broker;

/**
 * Starts servers, each in a process of its own.
 *
 * @param home of the project, which is built
 * @param recorded whether JFR watches the JVMs
 */
record Servers(
    String bootstrapServers, Path home, WorkDirectory work, Signer signer, boolean recorded) {

  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  /** A server's process. */
  record Running(Child process, int port) implements AutoCloseable {

    /** Returns when a service says that it is ready; it ends if it does not. */
    Running ready() {
      try {
        new Readiness(port).await(process, READY_BOUND);
        return this;
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** Whether Node's part is installed. */
  boolean hasNode() {
    return Files.exists(node().resolve("node_modules/ws"));
  }

  private Path node() {
    return home.resolve("deploy/benchmark/node");
  }

  /** Starts a server that can be connected to. */
  Running start(Server server, String topic) {
    return switch (server) {
      case GATEWAY -> gateway(topic, topic).ready();
      case BARE_NETTY -> {
        // As many as Quarkus takes for the gateway.
        int loops = Runtime.getRuntime().availableProcessors();
        yield listening(
            Child.ofMain(
                log(topic), options(topic), BareServer.class, List.of(Integer.toString(loops))));
      }
      case NODE ->
          listening(
              Child.of(
                  log(topic),
                  List.of(
                      "node", node().resolve("gateway.js").toString(), bootstrapServers, topic)));
    };
  }

  /** A gateway that starts, one of several at a topic. */
  Running gateway(String name, String topic) {
    return gateway(name, topic, options(name));
  }

  /**
   * A gateway that starts, as it is shipped but for its tokens, a short good-bye and room for a
   * crowd.
   */
  Running gateway(String name, String topic, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("-Dneuratrade.gateway.topic=" + topic);
    all.add("-Dneuratrade.gateway.drain=0s");
    // The crowd comes from one address, as one subject and all at once.
    all.add("-Dneuratrade.gateway.connections-per-address=100000");
    all.add("-Dneuratrade.gateway.connections-per-subject=100000");
    all.add("-Dneuratrade.gateway.connections-per-second=100000");
    all.addAll(signer.gatewayOptions());
    return service("gateway", name, all);
  }

  /** A risk worker that is ready, from a topic of events to one of notifications. */
  Running riskWorker(String topic) {
    List<String> all = new ArrayList<>(options(topic + "-worker"));
    String channel = "-Dmp.messaging.incoming.risk-events.";
    all.add(channel + "topic=" + topic + Clients.EVENTS);
    all.add(channel + "state-topic=" + topic + ".state");
    all.add(channel + "dead-letter-topic=" + topic + ".dlq");
    all.add(channel + "notifications-topic=" + topic);
    return service("risk-worker", topic + "-worker", all).ready();
  }

  private Running service(String module, String name, List<String> options) {
    int port = Broker.freePorts(1).getFirst();
    List<String> command = new ArrayList<>(options);
    command.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.log.console.stderr=true");
    Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    command.addAll(List.of("-jar", jar.toString()));
    return new Running(Child.java(log(name), command), port);
  }

  private static Running listening(Child process) {
    try {
      return new Running(process, Integer.parseInt(process.expect("listening", READY_BOUND)));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private List<String> options(String name) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xms512m",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    if (recorded) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,filename=%s"
              .formatted(work.file(name + ".jfr")));
    }
    return options;
  }

  private Path log(String name) {
    return work.file("logs/%s.log".formatted(name));
  }
}
