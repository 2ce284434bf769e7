package neuratrade.benchmark.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.benchmark.gateway.Servers.Running;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;

/**
 * What it costs to bring a notification to many clients, a bare Netty server and a plain Node
 * gateway beside us. In each round each server gets a process of its own, new clients, and the same
 * messages: one, five and twenty due at a time. Every client must get each of them once.
 */
public final class GatewayBenchmark {

  public static final String NAME = "gateway";

  static final String CPU_US_PER_MSG = "cpu_us_per_msg";
  static final String MSGS_PER_S = "msgs_per_s";
  static final String LATENCY_P50_MS = "latency_p50_ms";
  static final String LATENCY_P99_MS = "latency_p99_ms";
  static final List<Integer> BURSTS = List.of(1, 5, 20);

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int FEW = 10;
  private static final int SETTLING_MILLIS = 500;
  private static final double LOAD_OF_LATENCY = 0.7;

  private final Servers servers;
  private final GatewaySizes sizes;
  private final Progress progress;
  private final Figures figures = new Figures();

  /**
   * @param home of the project, which is built
   * @param work takes logs and recordings
   * @param recorded whether JFR watches the servers
   */
  public GatewayBenchmark(
      String bootstrapServers,
      Path home,
      GatewaySizes sizes,
      WorkDirectory work,
      boolean recorded,
      Progress progress) {
    this.servers =
        new Servers(bootstrapServers, home, work, Signer.sign(work, sizes.subscribers()), recorded);
    this.sizes = sizes;
    this.progress = progress;
  }

  /** What a gateway needs to be told before it starts: whose tokens it takes. */
  public static List<String> gatewayOptions(WorkDirectory work) {
    return Signer.sign(work, 1).gatewayOptions();
  }

  /**
   * @throws IllegalStateException if a server fails, or a client misses a message
   */
  public Figures measure() {
    List<Server> all = new ArrayList<>(List.of(Server.values()));
    if (!servers.hasNode()) {
      progress.say("gateway: without Node's figures: its part is not installed (npm ci)");
      all.remove(Server.NODE);
    }
    return measure(all);
  }

  /** The same with some servers only. */
  Figures measure(List<Server> all) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
      for (int round = 1; round <= sizes.runs(); round++) {
        for (Server server : turned(all, round)) {
          fanOut(admin, round, server);
        }
      }
    }
    return figures;
  }

  /** Another one goes first in each round. */
  private static List<Server> turned(List<Server> servers, int round) {
    List<Server> turned = new ArrayList<>(servers);
    Collections.rotate(turned, 1 - round);
    return turned;
  }

  private void fanOut(Admin admin, int round, Server server) {
    String topic = "fan-out-%d-%s".formatted(round, server.name().toLowerCase(Locale.ROOT));
    new TopicSetup(admin).create(List.of(Topics.kept(topic, Topics.PARTITIONS, KEPT)));
    try (Running running = servers.start(server, topic);
        Stand stand = Stand.at(servers, running, server.source, topic)) {
      warmUp(stand);
      double messagesPerSecond = 0;
      for (int burst : BURSTS) {
        Measured measured = stand.drain(burst, SETTLING_MILLIS, sizes.millis());
        figures.add(server.figure(heading(burst), CPU_US_PER_MSG), measured.cpuMicrosEach());
        figures.add(server.figure(heading(burst), MSGS_PER_S), measured.perSecond());
        progress.say(
            "round %d: %-21s %2d at a time: %9s messages/s  %6s µs of CPU a message",
            round,
            server.title,
            burst,
            Numbers.shown(measured.perSecond()),
            Numbers.shown(measured.cpuMicrosEach()));
        if (burst == 1) {
          messagesPerSecond = measured.perSecond();
        }
      }
      if (server == Server.GATEWAY) {
        latency(round, stand, messagesPerSecond);
      }
    }
  }

  /**
   * Until the JIT has compiled what matters: with few clients, so that what is done once a message
   * is done often too, then with all.
   */
  private void warmUp(Stand stand) {
    int few = Math.min(FEW, sizes.subscribers());
    stand.join(few, true);
    Measured unused = stand.drain(1, sizes.warmUpMillis(), 0);
    stand.join(sizes.subscribers() - few, true);
    for (int burst : BURSTS.reversed()) {
      Measured unusedToo = stand.drain(burst, sizes.warmUpMillis() / BURSTS.size(), 0);
    }
  }

  private void latency(int round, Stand stand, double messagesPerSecond) {
    int rate = Math.max(1, (int) (LOAD_OF_LATENCY * messagesPerSecond / sizes.subscribers()));
    Stand.Latency latency = stand.pace(rate, sizes.warmUpSeconds(), sizes.seconds());
    figures.add(Server.GATEWAY.figure("", LATENCY_P50_MS), latency.p50());
    figures.add(Server.GATEWAY.figure("", LATENCY_P99_MS), latency.p99());
    progress.say(
        "round %d: %-21s latency at %d × %d messages/s: p50 %s ms, p99 %s ms",
        round,
        Server.GATEWAY.title,
        rate,
        sizes.subscribers(),
        Numbers.shown(latency.p50()),
        Numbers.shown(latency.p99()));
  }

  /** What stands before the names of figures for so many messages due at a time. */
  static String heading(int burst) {
    return burst == 1 ? "" : "burst" + burst + ".";
  }
}
