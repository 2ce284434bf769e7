package neuratrade.pipeline.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import neuratrade.pipeline.stage.Batch;
import neuratrade.pipeline.stage.Stage;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * A channel whose messages are the {@link Batch batches} of a {@link Stage}. The consuming method
 * is called on the stage's own thread and folds its batch there:
 *
 * <pre>{@code
 * @Incoming("risk-events")
 * @NonBlocking // on the stage's thread, not on a worker's
 * void fold(Batch batch) {
 *   batch.fold(program);
 * }
 * }</pre>
 *
 * Each channel is one stage. Kafka's client settings are the global {@code kafka.*} keys.
 */
@ApplicationScoped
@Connector(StageConnector.NAME)
@ConnectorAttribute(
    name = "service",
    direction = Direction.INCOMING,
    type = "string",
    mandatory = true,
    description = "Consumer group, and the source of what is told")
@ConnectorAttribute(
    name = "topic",
    direction = Direction.INCOMING,
    type = "string",
    mandatory = true,
    description = "The topic to fold")
@ConnectorAttribute(
    name = "state-topic",
    direction = Direction.INCOMING,
    type = "string",
    mandatory = true,
    description = "The compacted topic that keeps the aggregates")
@ConnectorAttribute(
    name = "dead-letter-topic",
    direction = Direction.INCOMING,
    type = "string",
    mandatory = true,
    description = "Where what cannot be taken goes")
@ConnectorAttribute(
    name = "notifications-topic",
    direction = Direction.INCOMING,
    type = "string",
    defaultValue = "notifications",
    description = "Where what people are told goes")
@ConnectorAttribute(
    name = "partitions",
    direction = Direction.INCOMING,
    type = "int",
    defaultValue = "12",
    description = "Partitions of the topics that are created")
@ConnectorAttribute(
    name = "retention",
    direction = Direction.INCOMING,
    type = "string",
    defaultValue = "P7D",
    description = "How long a created input topic keeps its events (ISO 8601)")
@ConnectorAttribute(
    name = "dead-letter-retention",
    direction = Direction.INCOMING,
    type = "string",
    defaultValue = "P14D",
    description = "How long a created topic of dead letters keeps them (ISO 8601)")
@ConnectorAttribute(
    name = "notifications-retention",
    direction = Direction.INCOMING,
    type = "string",
    defaultValue = "PT24H",
    description = "How long a created topic of notifications keeps them (ISO 8601)")
@ConnectorAttribute(
    name = "create-topics",
    direction = Direction.INCOMING,
    type = "boolean",
    defaultValue = "true",
    description = "Whether topics that are missing are created at start")
public final class StageConnector implements InboundConnector, HealthReporter {

  /** The name under which channels ask for this connector. */
  public static final String NAME = "neuratrade-stage";

  private final MeterRegistry registry;
  private final FatalExit exit;
  // One entry a configured channel; they end with the application.
  private final Map<String, Stage> stages = new ConcurrentHashMap<>();

  @Inject
  public StageConnector(MeterRegistry registry, FatalExit exit) {
    this.registry = registry;
    this.exit = exit;
  }

  @Override
  public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
    StageConnectorIncomingConfiguration channel = new StageConnectorIncomingConfiguration(config);
    StageChannel source = StageChannel.of(ConfigProvider.getConfig(), channel);
    return subscriber -> {
      BatchSubscription subscription = new BatchSubscription(subscriber);
      Stage stage = new Stage(source.settings(), subscription, registry, exit);
      subscription.onFirstRequest(() -> stage.start(source.missing()));
      Stage before = stages.put(channel.getChannel(), stage);
      if (before != null) {
        throw new IllegalStateException(
            "channel " + channel.getChannel() + " has two consumers; a stage has one");
      }
      subscriber.onSubscribe(subscription);
    };
  }

  @Override
  public HealthReport getReadiness() {
    return report(Stage::isReady);
  }

  @Override
  public HealthReport getLiveness() {
    return report(Stage::isAlive);
  }

  private HealthReport report(Predicate<Stage> isWell) {
    HealthReport.HealthReportBuilder report = HealthReport.builder();
    stages.forEach((channel, stage) -> report.add(channel, isWell.test(stage)));
    return report.build();
  }

  // Before SmallRye's own beans go, so that a batch in hand still has its method.
  void close(@Observes @Priority(50) @BeforeDestroyed(ApplicationScoped.class) Object event) {
    stages.values().forEach(Stage::close);
    stages.clear();
  }
}
