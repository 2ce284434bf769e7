package neuratrade.benchmark.gateway;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is measured; the defaults of the options are what the bars are for.
 *
 * @param runs of each server
 * @param audiences of fan-out; latency is measured with the first one
 * @param warmUpMillis with few subscribers; half as long with all of them
 * @param millis of each measured part of fan-out
 * @param idle connections that are weighed
 * @param eventsPerSecond from end to end, and as many clients
 * @param warmUpSeconds before latency is measured
 * @param seconds how long latency is measured
 * @param resuming clients whose gateway is killed
 */
public record GatewaySizes(
    int runs,
    List<Audience> audiences,
    int warmUpMillis,
    int millis,
    int idle,
    int eventsPerSecond,
    int warmUpSeconds,
    int seconds,
    int resuming) {

  public GatewaySizes {
    audiences = List.copyOf(audiences);
  }

  /** How many clients there are at most. */
  int clients() {
    int most = audiences.stream().mapToInt(Audience::subscribers).max().orElse(0);
    return IntStream.of(most, idle, eventsPerSecond, resuming).max().getAsInt();
  }
}
