package neuratrade.gateway.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.protocol.CloseCode;

/** What the hub counts and measures, as {@code neuratrade_gateway_…}. */
public final class HubMeters {

  private final MeterRegistry registry;
  private final Counter frames;
  private final Counter states;
  private final Timer kafkaToSocket;

  public HubMeters(MeterRegistry registry) {
    this.registry = registry;
    this.frames =
        Counter.builder("neuratrade.gateway.frames.sent")
            .description("Notifications written to connections")
            .register(registry);
    this.states =
        Counter.builder("neuratrade.gateway.states.sent")
            .description("States written to connections, snapshots apart")
            .register(registry);
    this.kafkaToSocket =
        Timer.builder("neuratrade.gateway.kafka.to.socket")
            .description("From a record's timestamp to the flush of its frame, once a loop")
            .serviceLevelObjectives(
                millis(1),
                millis(2),
                millis(5),
                millis(10),
                millis(20),
                millis(50),
                millis(100),
                millis(200),
                millis(500),
                millis(1_000),
                millis(2_000),
                millis(5_000))
            .register(registry);
  }

  void watch(Hub hub) {
    gauge("connections", "Open connections", hub, Hub::connections);
    gauge("subscriptions", "Subscriptions of all connections", hub, Hub::subscriptions);
    gauge("index.entries", "Channels with an audience, loop by loop", hub, Hub::indexEntries);
    gauge("ring.bytes", "Newest records kept for clients who come back", hub, Hub::ringBytes);
    gauge("ring.seconds", "For how long back all records are kept", hub, Hub::ringSeconds);
    gauge("known.channels", "Channels whose newest record is known", hub, Hub::knownChannels);
    gauge("queued.bytes", "Written and not yet sent, sampled", hub, Hub::queuedBytes);
  }

  private void gauge(
      String name, String description, Hub hub, java.util.function.ToDoubleFunction<Hub> value) {
    Gauge unused =
        Gauge.builder("neuratrade.gateway." + name, hub, value)
            .description(description)
            .register(registry);
  }

  void sent(long count) {
    frames.increment(count);
  }

  /**
   * A client could not take what came: {@code behind}, {@code conflated}, {@code closed}, or {@code
   * evicted} in favour of the others.
   */
  void slow(String action) {
    registry.counter("neuratrade.gateway.slow.clients", "action", action).increment();
  }

  /** A subscription that looks back began. */
  void resumed(Resume.Tier tier, boolean recovered) {
    registry
        .counter(
            "neuratrade.gateway.resumes",
            "tier",
            tier.name().toLowerCase(Locale.ROOT),
            "recovered",
            String.valueOf(recovered))
        .increment();
  }

  void shown(long count) {
    states.increment(count);
  }

  void delivered(long tookMillis) {
    kafkaToSocket.record(Math.max(0, tookMillis), TimeUnit.MILLISECONDS);
  }

  void closed(CloseCode code) {
    if (code == CloseCode.SLOW) {
      slow("closed");
    }
    closed(String.valueOf(code.status()));
  }

  /** A client said good-bye. */
  void left() {
    closed("client");
  }

  /** A connection broke. */
  void lost() {
    closed("lost");
  }

  private void closed(String code) {
    registry.counter("neuratrade.gateway.closes", "code", code).increment();
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
