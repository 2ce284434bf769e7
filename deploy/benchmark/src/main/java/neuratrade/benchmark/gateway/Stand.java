package neuratrade.benchmark.gateway;

import java.time.Duration;
import java.util.List;
import neuratrade.benchmark.client.Clients;
import neuratrade.benchmark.client.Clients.Source;
import neuratrade.benchmark.gateway.Servers.Running;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.Measured;

/** The clients' process at a server. */
record Stand(Child clients) implements AutoCloseable {

  private static final Duration JOIN_BOUND = Duration.ofSeconds(150);
  private static final Duration BOUND = Duration.ofMinutes(3);

  /** Milliseconds. */
  record Latency(double p50, double p99) {}

  /**
   * @param subscribedSeconds until all clients had subscribed again
   * @param seconds until they had all that they missed
   */
  record Resumed(double subscribedSeconds, double seconds) {}

  static Stand at(Servers servers, Running server, Source source, String topic) {
    return new Stand(
        Child.ofMain(
            servers.work().file("logs/%s-clients.log".formatted(topic)),
            List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
            Clients.class,
            Clients.arguments(
                source,
                servers.bootstrapServers(),
                topic,
                server.port(),
                server.process().pid(),
                servers.signer().tokens())));
  }

  void join(int count, boolean oneChannel) {
    join(count, oneChannel ? "one" : "each");
  }

  /** Brings in clients that can {@link #resume}, each with its own channel. */
  void joinReturning(int count) {
    join(count, "returning");
  }

  private void join(int count, String how) {
    clients.say("join %d %s".formatted(count, how));
    String unused = clients.expect("joined", JOIN_BOUND);
  }

  Measured drain(int burst, int warmUpMillis, int millis) {
    clients.say("drain %d %d %d".formatted(burst, warmUpMillis, millis));
    return Measured.parse(clients.expect("measured", BOUND));
  }

  Latency pace(int rate, int warmUpSeconds, int seconds) {
    return latency("pace %d %d %d".formatted(rate, warmUpSeconds, seconds));
  }

  Latency report(int rate, int warmUpSeconds, int seconds) {
    return latency("report %d %d %d".formatted(rate, warmUpSeconds, seconds));
  }

  private Latency latency(String command) {
    clients.say(command);
    String[] micros = clients.expect("latency", BOUND).split(" ", 0);
    return new Latency(Long.parseLong(micros[0]) / 1e3, Long.parseLong(micros[1]) / 1e3);
  }

  /** Kills the server, and has the clients resume at the one with this port. */
  Resumed resume(int port) {
    clients.say("resume %d".formatted(port));
    String[] nanos = clients.expect("resumed", BOUND).split(" ", 0);
    return new Resumed(Long.parseLong(nanos[0]) / 1e9, Long.parseLong(nanos[1]) / 1e9);
  }

  @Override
  public void close() {
    clients.close();
  }
}
