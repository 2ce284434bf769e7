package neuratrade.benchmark.gateway;

import neuratrade.benchmark.client.Clients.Source;
import neuratrade.benchmark.gateway.Servers.Running;
import neuratrade.benchmark.gateway.Stand.Resumed;
import neuratrade.benchmark.report.Figures;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;

/** How long it takes until all clients of a gateway that is killed have resumed at another. */
record Resuming(Servers servers, int clients, Figures figures, Progress progress) {

  static final String RESUME = "gateway.resume";
  static final String SECONDS = "_s";

  private static final int MANY = 2_000;

  void measure(int round, String topic) {
    // They start side by side.
    try (Running starting = servers.gateway(topic + "-first", topic);
        Running second = servers.gateway(topic + "-second", topic).ready();
        Running first = starting.ready()) {
      if (clients > MANY) {
        serveOthers(second, topic);
      }
      Resumed resumed = resume(first, second, topic);
      figures.add(RESUME + Numbers.counted(clients) + SECONDS, resumed.seconds());
      progress.say(
          "round %d: %d clients have resumed %s s after the kill (subscribed after %s s)",
          round,
          clients,
          Numbers.shown(resumed.seconds()),
          Numbers.shown(resumed.subscribedSeconds()));
    }
  }

  /** Where many come back to, others have been served. */
  private void serveOthers(Running gateway, String topic) {
    try (Stand others = Stand.at(servers, gateway, Source.KAFKA, topic)) {
      others.join(MANY, false);
    }
  }

  private Resumed resume(Running first, Running second, String topic) {
    try (Stand stand = Stand.at(servers, first, Source.KAFKA, topic)) {
      stand.joinReturning(clients);
      return stand.resume(second.port());
    }
  }
}
