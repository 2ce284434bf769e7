package neuratrade.gateway.hub;

import java.time.Duration;

/** Settings with which nothing happens by itself but what a test wants. */
final class HubFixtures {

  private static final Duration LONG = Duration.ofHours(1);

  private HubFixtures() {}

  static HubSettings settings(long queueBytes, Duration slowWithin) {
    return settings(queueBytes, slowWithin, 1_000_000);
  }

  static HubSettings settings(long queueBytes, Duration slowWithin, long ringBytes) {
    return settings(queueBytes, slowWithin, ringBytes, LONG);
  }

  /**
   * @param brief how long clients may take for all that they have to do
   */
  static HubSettings impatient(Duration brief) {
    return new HubSettings(
        brief, brief, brief, brief, brief, 2_000, 10, 10, LONG, LONG, 1_000_000, LONG, 100, 10);
  }

  /**
   * @param heartbeat how often clients are pinged, and how long they may take to answer
   */
  static HubSettings settings(
      long queueBytes, Duration slowWithin, long ringBytes, Duration heartbeat) {
    return new HubSettings(
        LONG,
        LONG,
        heartbeat,
        heartbeat,
        LONG,
        queueBytes,
        10,
        10,
        LONG,
        slowWithin,
        ringBytes,
        Duration.ofDays(30_000),
        100,
        10);
  }
}
