package neuratrade.benchmark.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** A server that can be connected to. */
  record Running(Child process, int port) implements AutoCloseable {

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

  Running start(Server server, String topic) {
    return switch (server) {
      case GATEWAY -> gateway(topic, topic);
      case BARE_NETTY -> {
        // As many as Vert.x takes for the gateway.
        int loops = 2 * Runtime.getRuntime().availableProcessors();
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

  /**
   * A gateway that is ready, as it is shipped but for its tokens, a short good-bye and room for a
   * crowd.
   */
  Running gateway(String name, String topic) {
    int port = Broker.freePorts(1).getFirst();
    List<String> command = new ArrayList<>(options(name));
    command.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.log.console.stderr=true");
    command.add("-Dneuratrade.gateway.topic=" + topic);
    command.add("-Dneuratrade.gateway.drain=0s");
    // The crowd comes from one address, as one subject and all at once.
    command.add("-Dneuratrade.gateway.connections-per-address=100000");
    command.add("-Dneuratrade.gateway.connections-per-subject=100000");
    command.add("-Dneuratrade.gateway.connections-per-second=100000");
    command.addAll(signer.gatewayOptions());
    command.addAll(
        List.of("-jar", home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString()));
    Child process = Child.java(log(name), command);
    try {
      new Readiness(port).await(process, READY_BOUND);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return new Running(process, port);
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
