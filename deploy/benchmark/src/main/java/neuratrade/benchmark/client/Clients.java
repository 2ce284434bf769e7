package neuratrade.benchmark.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import neuratrade.benchmark.client.Resume.Resumed;
import neuratrade.benchmark.process.Measured;
import neuratrade.benchmark.stage.Load;
import neuratrade.benchmark.stage.PacedReports;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The process of the clients. It takes commands on its standard input, answers each with a line,
 * and ends with it:
 *
 * <pre>
 *   join COUNT one|each|returning   joined          COUNT more, to the same channel, or each to its own
 *   drain BURST WARM_UP_MS MS       measured …      as fast as the server can, BURST due at a time
 *   pace RATE WARM_UP_S S           latency P50 P99 RATE messages a second, microseconds
 *   report RATE WARM_UP_S S         latency P50 P99 RATE events a second, through a worker
 *   resume PORT                     resumed NS NS   kills the server; until those who return have subscribed
 *                                                   at this port's, and until they have all
 * </pre>
 */
public final class Clients {

  /** How the server comes to send something. */
  public enum Source {
    /** A notification in its topic. */
    KAFKA,
    /** A word of the first client, which the bare server understands. */
    TRIGGER
  }

  /** What follows the name of the notifications' topic in that of the events that lead to them. */
  public static final String EVENTS = ".events";

  private static final String SHARED_CHANNEL = "signals:BTC/USDT";
  private static final Duration JOIN_BOUND = Duration.ofSeconds(120);

  private final Source source;
  private final String bootstrapServers;
  private final String topic;
  private final ProcessHandle server;
  private final Crowd crowd;
  private @Nullable Feed feed;

  private Clients(
      Source source, String bootstrapServers, String topic, ProcessHandle server, Crowd crowd) {
    this.source = source;
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.server = server;
    this.crowd = crowd;
  }

  /**
   * What {@link #main} takes.
   *
   * @param server whose CPU is measured
   * @param tokens a file with the clients' tokens, one a line
   */
  public static List<String> arguments(
      Source source, String bootstrapServers, String topic, int port, long server, Path tokens) {
    return List.of(
        source.name(),
        bootstrapServers,
        topic,
        Integer.toString(port),
        Long.toString(server),
        tokens.toString());
  }

  /** The account that the client of this number has a token for. */
  public static String account(int number) {
    return PacedReports.account(number);
  }

  public static void main(String[] args) throws IOException {
    List<String> tokens = Files.readAllLines(Path.of(args[5]));
    ProcessHandle server = ProcessHandle.of(Long.parseLong(args[4])).orElseThrow();
    Commands commands = Commands.read();
    try (Crowd crowd = new Crowd(Integer.parseInt(args[3]), tokens::get)) {
      Clients clients = new Clients(Source.valueOf(args[0]), args[1], args[2], server, crowd);
      try {
        List<String> command = commands.next(crowd);
        while (!command.isEmpty()) {
          System.out.println(clients.answer(command));
          command = commands.next(crowd);
        }
      } finally {
        clients.endFeed();
      }
    }
  }

  private String answer(List<String> command) {
    return switch (command.getFirst()) {
      case "join" -> join(number(command, 1), command.get(2));
      case "drain" -> drain(number(command, 1), number(command, 2), number(command, 3));
      case "report" -> report(number(command, 1), number(command, 2), number(command, 3));
      case "resume" -> resume(number(command, 1));
      case "pace" -> pace(number(command, 1), number(command, 2), number(command, 3));
      default -> throw new IllegalArgumentException("unknown command " + command);
    };
  }

  private static int number(List<String> command, int place) {
    return Integer.parseInt(command.get(place));
  }

  private String join(int count, String how) {
    boolean one = how.equals("one");
    IntFunction<String> own = number -> "risk:" + account(number);
    crowd.join(count, one ? number -> SHARED_CHANNEL : own, how.equals("returning"), JOIN_BOUND);
    List<String> channels =
        one ? List.of(SHARED_CHANNEL) : IntStream.range(0, crowd.size()).mapToObj(own).toList();
    endFeed();
    KafkaFeed kafka = new KafkaFeed(bootstrapServers, topic, channels);
    feed =
        switch (source) {
          case KAFKA -> kafka;
          case TRIGGER -> new TriggerFeed(crowd, kafka);
        };
    return "joined";
  }

  private String drain(int burst, int warmUpMillis, int millis) {
    Measured measured =
        new Drain(crowd, Objects.requireNonNull(feed), server).measure(burst, warmUpMillis, millis);
    return "measured " + measured.line();
  }

  private String pace(int rate, int warmUpSeconds, int seconds) {
    return latency(
        new Pace(crowd, Objects.requireNonNull(feed), rate).measure(warmUpSeconds, seconds));
  }

  private String report(int rate, int warmUpSeconds, int seconds) {
    try (Load load = new Load(bootstrapServers, topic + EVENTS, 0)) {
      return latency(new Reports(crowd, load, rate).measure(warmUpSeconds, seconds));
    }
  }

  private String resume(int port) {
    Resumed resumed = new Resume(crowd, Objects.requireNonNull(feed), server, port).measure();
    return "resumed %d %d".formatted(resumed.subscribedNanos(), resumed.nanos());
  }

  private static String latency(Histogram latencies) {
    return "latency %d %d"
        .formatted(latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99));
  }

  private void endFeed() {
    if (feed != null) {
      feed.close();
    }
  }
}
