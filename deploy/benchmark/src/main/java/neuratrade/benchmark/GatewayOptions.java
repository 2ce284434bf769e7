package neuratrade.benchmark;

import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.gateway.Audience;
import neuratrade.benchmark.gateway.GatewaySizes;
import picocli.CommandLine.Option;

/** How much of the gateway is measured. */
final class GatewayOptions {

  private static final String ONE = "one";
  private static final int MILLIS = 1_000;
  private static final int WARM_UP_SECONDS = 60;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      split = ",",
      description = "Clients of fan-out (500).")
  private List<Integer> subscribers = new ArrayList<>(List.of(500));

  @Option(
      names = "--channels",
      paramLabel = "one|each",
      split = ",",
      description = "Whether all of them hear one channel, or each its own (one).")
  private List<String> channels = new ArrayList<>(List.of(ONE));

  @Option(
      names = "--fan-out-warm-up",
      paramLabel = "S",
      description =
          "Seconds of fan-out with a few clients, and half as many with all, before anything is measured (${DEFAULT-VALUE}).")
  private int warmUp = 50;

  @Option(
      names = "--fan-out-seconds",
      paramLabel = "S",
      description = "Seconds of fan-out for each number of messages at a time (${DEFAULT-VALUE}).")
  private int fanOut = 5;

  @Option(
      names = "--idle",
      paramLabel = "N",
      description = "Idle connections that are weighed (${DEFAULT-VALUE}).")
  private int idle = 15_000;

  @Option(
      names = "--resume",
      paramLabel = "N",
      description = "Clients whose gateway is killed (${DEFAULT-VALUE}).")
  private int resume = 10_000;

  GatewaySizes sizes(int runs, int rate, int seconds) {
    return new GatewaySizes(
        runs,
        audiences(),
        warmUp * MILLIS,
        fanOut * MILLIS,
        idle,
        rate,
        WARM_UP_SECONDS,
        seconds,
        resume);
  }

  List<Audience> audiences() {
    List<Audience> audiences = new ArrayList<>();
    for (String each : channels) {
      for (int count : subscribers) {
        audiences.add(new Audience(count, each.equals(ONE)));
      }
    }
    return audiences;
  }
}
