package neuratrade.benchmark.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import neuratrade.benchmark.client.Clients.Source;
import neuratrade.benchmark.gateway.Servers.Running;
import neuratrade.benchmark.process.FreshTopics;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.process.WorkDirectory;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.Admin;

/**
 * What it costs to bring a notification to many clients, a bare Netty server and a plain Node
 * gateway beside us. In each round each server gets a process of its own, new clients, and the same
 * messages: one, five and twenty due at a time. Every client must get each of them once.
 */
public final class GatewayBenchmark {

  public static final String NAME = "gateway";

  /** What its figures begin with. */
  public static final List<String> NAMES = List.of(NAME, "end_to_end");

  static final String CPU_US_PER_MSG = "cpu_us_per_msg";
  static final String MSGS_PER_S = "msgs_per_s";
  static final String LATENCY_P50_MS = "latency_p50_ms";
  static final String LATENCY_P99_MS = "latency_p99_ms";
  static final String IDLE = "gateway.idle";
  static final String CONNECTION_BYTES = "_connection_bytes";
  static final String END_TO_END_P50_MS = "end_to_end.latency_p50_ms";
  static final String END_TO_END_P99_MS = "end_to_end.latency_p99_ms";
  static final List<Integer> BURSTS = List.of(1, 5, 20);

  /** Beside what is needed to weigh it, what the gateway's page advises for many connections. */
  private static final List<String> FRUGAL =
      List.of(
          "-Xmx1g",
          "-XX:NativeMemoryTracking=summary",
          "-XX:+UseCompactObjectHeaders",
          "-XX:MaxHeapFreeRatio=20",
          "-XX:MinHeapFreeRatio=10");

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int FEW = 10;
  private static final int MANY = 2_000;
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
        new Servers(bootstrapServers, home, work, Signer.sign(work, sizes.clients()), recorded);
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
  public Figures measure(Set<Part> parts) {
    List<Server> all = new ArrayList<>(List.of(Server.values()));
    if (!servers.hasNode()) {
      progress.say("gateway: without Node's figures: its part is not installed (npm ci)");
      all.remove(Server.NODE);
    }
    return measure(parts, all);
  }

  /** The same with some servers only. */
  Figures measure(Set<Part> parts, List<Server> all) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
      createWorkersTopics(admin);
      for (int round = 1; round <= sizes.runs(); round++) {
        for (Part part : parts) {
          switch (part) {
            case FAN_OUT -> {
              for (Audience audience : sizes.audiences()) {
                for (Server server : turned(all, round)) {
                  fanOut(admin, round, server, audience);
                }
              }
            }
            case IDLE -> idle(admin, round);
            case END_TO_END -> endToEnd(admin, round);
            case RESUME ->
                new Resuming(servers, sizes.resuming(), figures, progress)
                    .measure(round, create(admin, "resume-%d".formatted(round)));
          }
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

  private void fanOut(Admin admin, int round, Server server, Audience audience) {
    String topic =
        create(
            admin,
            "fan-out-%d-%s-%s%d"
                .formatted(
                    round,
                    server.name().toLowerCase(Locale.ROOT),
                    audience.oneChannel() ? "one" : "each",
                    audience.subscribers()));
    try (Running running = servers.start(server, topic);
        Stand stand = Stand.at(servers, running, server.source, topic)) {
      warmUp(stand, audience);
      double messagesPerSecond = 0;
      for (int burst : BURSTS) {
        Measured measured = stand.drain(burst, SETTLING_MILLIS, sizes.millis());
        figures.add(
            server.figure(audience.heading(burst), CPU_US_PER_MSG), measured.cpuMicrosEach());
        figures.add(server.figure(audience.heading(burst), MSGS_PER_S), measured.perSecond());
        progress.say(
            "round %d: %s: %-21s %2d at a time: %9s messages/s  %6s µs of CPU a message",
            round,
            audience,
            server.title,
            burst,
            Numbers.shown(measured.perSecond()),
            Numbers.shown(measured.cpuMicrosEach()));
        if (burst == 1) {
          messagesPerSecond = measured.perSecond();
        }
      }
      if (server == Server.GATEWAY && audience.equals(sizes.audiences().getFirst())) {
        latency(round, stand, messagesPerSecond, audience);
      }
    }
  }

  /**
   * Until the JIT has compiled what matters: with few clients, so that what is done once a message
   * is done often too, then with all. Reading from Kafka is polled a few hundred times a second,
   * and compiled after some thousands of polls.
   */
  private void warmUp(Stand stand, Audience audience) {
    int few = Math.min(FEW, audience.subscribers());
    stand.join(few, audience.oneChannel());
    Measured unused = stand.drain(1, sizes.warmUpMillis(), 0);
    stand.join(audience.subscribers() - few, audience.oneChannel());
    for (int burst : BURSTS.reversed()) {
      Measured unusedToo = stand.drain(burst, sizes.warmUpMillis() / 2 / BURSTS.size(), 0);
    }
  }

  private void idle(Admin admin, int round) {
    String topic = create(admin, "idle-%d".formatted(round));
    try (Running running = servers.gateway(topic, topic, FRUGAL).ready()) {
      // What the first connections bring with them is not theirs.
      try (Stand first = Stand.at(servers, running, Source.KAFKA, topic)) {
        first.join(Math.min(MANY, sizes.idle()), false);
      }
      try (Stand stand = Stand.at(servers, running, Source.KAFKA, topic)) {
        Memory before = Memory.of(running.process().pid());
        stand.join(sizes.idle(), false);
        Memory after = Memory.of(running.process().pid());
        double bytes = after.eachSince(before, sizes.idle());
        figures.add(IDLE + Numbers.counted(sizes.idle()) + CONNECTION_BYTES, bytes);
        progress.say(
            "round %d: an idle connection has %s bytes (%s before, %s after)",
            round, Numbers.shown(bytes), before, after);
      }
    }
  }

  private void endToEnd(Admin admin, int round) {
    String topic = create(admin, "end-to-end-%d".formatted(round));
    try (Running worker = servers.riskWorker(topic);
        Running gateway = servers.start(Server.GATEWAY, topic);
        Stand stand = Stand.at(servers, gateway, Source.KAFKA, topic)) {
      stand.join(sizes.eventsPerSecond(), false);
      Stand.Latency latency =
          stand.report(sizes.eventsPerSecond(), sizes.warmUpSeconds(), sizes.seconds());
      figures.add(END_TO_END_P50_MS, latency.p50());
      figures.add(END_TO_END_P99_MS, latency.p99());
      progress.say(
          "round %d: event to client at %s events/s: p50 %s ms, p99 %s ms",
          round,
          Numbers.shown(sizes.eventsPerSecond()),
          Numbers.shown(latency.p50()),
          Numbers.shown(latency.p99()));
    }
  }

  /** Of which a gateway reads some; it would look for them again and again. */
  private static void createWorkersTopics(Admin admin) {
    List<Topic> topics = new ArrayList<>(Topics.risk());
    topics.addAll(Topics.quest());
    topics.addAll(Topics.signal());
    new FreshTopics(admin).create(topics.stream().distinct().toList());
  }

  private static String create(Admin admin, String topic) {
    new FreshTopics(admin).create(List.of(Topics.kept(topic, Topics.PARTITIONS, KEPT)));
    return topic;
  }

  private void latency(int round, Stand stand, double messagesPerSecond, Audience audience) {
    int rate = Math.max(1, (int) (LOAD_OF_LATENCY * messagesPerSecond / audience.subscribers()));
    Stand.Latency latency = stand.pace(rate, sizes.warmUpSeconds(), sizes.seconds());
    figures.add(Server.GATEWAY.figure("", LATENCY_P50_MS), latency.p50());
    figures.add(Server.GATEWAY.figure("", LATENCY_P99_MS), latency.p99());
    progress.say(
        "round %d: %-21s latency at %d × %d messages/s: p50 %s ms, p99 %s ms",
        round,
        Server.GATEWAY.title,
        rate,
        audience.subscribers(),
        Numbers.shown(latency.p50()),
        Numbers.shown(latency.p99()));
  }
}
