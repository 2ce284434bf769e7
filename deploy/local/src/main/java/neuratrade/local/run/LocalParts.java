package neuratrade.local.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of NeuraTrade on one machine: what is run, with which settings, within which bounds.
 */
public final class LocalParts {

  // One of each together with the moments that killing takes stay under 15 s.
  private static final Duration FEED_STOPS = Duration.ofMillis(1_500);
  private static final Duration GATEWAY_STOPS = Duration.ofMillis(4_500);
  private static final Duration WORKER_STOPS = Duration.ofMillis(3_500);
  private static final Duration BROKER_STOPS = Duration.ofMillis(2_500);
  private static final Duration STARTS = Duration.ofSeconds(60);

  private final Home home;
  private final Ports ports;

  public LocalParts(Home home, Ports ports) {
    this.home = home;
    this.ports = ports;
  }

  /** In the order in which they are started, those together that need nothing of each other. */
  public List<List<Part>> waves(boolean withFeed, Path publicKey) {
    List<List<Part>> waves = new ArrayList<>();
    waves.add(List.of(broker()));
    waves.add(
        List.of(
            worker("signal-worker", ports.signalWorker()),
            worker("risk-worker", ports.riskWorker()),
            worker("quest-worker", ports.questWorker())));
    waves.add(List.of(gateway(publicKey)));
    if (withFeed) {
      waves.add(List.of(feed()));
    }
    return waves;
  }

  private Part broker() {
    return new Part(
        "broker",
        java(
            "-Xmx256m",
            "-cp",
            home.classPath(),
            "neuratrade.broker.Broker",
            String.valueOf(ports.broker()),
            String.valueOf(ports.controller()),
            home.data().toString()),
        List.of(ports.broker(), ports.controller()),
        Readiness.logged("broker ready on"),
        ports.bootstrapServers(),
        STARTS,
        BROKER_STOPS);
  }

  private Part worker(String module, int port) {
    return service(module, port, WORKER_STOPS, "-Dneuratrade.instance=" + module + "-0");
  }

  private Part gateway(Path publicKey) {
    return service(
        "gateway",
        ports.gateway(),
        GATEWAY_STOPS,
        "-Dmp.jwt.verify.publickey.location=" + publicKey,
        "-Dmp.jwt.verify.publickey.algorithm=ES256",
        "-Dmp.jwt.verify.issuer=neuratrade-local",
        "-Dmp.jwt.verify.audiences=neuratrade",
        "-Dneuratrade.gateway.origins=*",
        "-Dneuratrade.gateway.drain=3s");
  }

  private Part service(String module, int port, Duration stops, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("-Xmx256m"));
    arguments.addAll(Arrays.asList(settings));
    arguments.add("-Dkafka.bootstrap.servers=" + ports.bootstrapServers());
    arguments.add("-Dquarkus.http.host=localhost");
    arguments.add("-Dquarkus.log.console.json.enabled=false");
    // It tells every look at a part that is not ready yet.
    arguments.add("-Dquarkus.log.category.\"io.smallrye.health\".level=WARN");
    arguments.add("-Dquarkus.http.port=" + port);
    arguments.add("-jar");
    arguments.add(home.service(module).toString());
    String address = "http://localhost:" + port;
    return new Part(
        module,
        java(arguments.toArray(String[]::new)),
        List.of(port),
        Readiness.answers(URI.create(address + "/q/health/ready")),
        address,
        STARTS,
        stops);
  }

  private Part feed() {
    return new Part(
        "feed",
        java(
            "-Xmx96m",
            "-cp",
            home.classPath(),
            "neuratrade.local.feed.Feed",
            ports.bootstrapServers()),
        List.of(),
        Readiness.logged("feed ready"),
        "real prices of November 2013, round and round",
        STARTS,
        FEED_STOPS);
  }

  private List<String> java(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-javaagent:" + home.jar(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    all.addAll(Arrays.asList(arguments));
    return Commands.java(all);
  }
}
