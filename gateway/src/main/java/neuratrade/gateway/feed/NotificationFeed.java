package neuratrade.gateway.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.feed.LaneReader.Reach;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.Positions;
import neuratrade.gateway.hub.Sink;
import neuratrade.gateway.thread.LastingThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every lane of the notifications topic, from a little before its end, in no group and
 * committing nothing, for as long as the gateway lives and whether Kafka is there or not. It is a
 * consumer of our own in one thread, because a subscription's cursors are the consumer's positions
 * after each poll, transaction markers included, over partitions known only once Kafka answers:
 * SmallRye's connector wants the partitions in its configuration, drops polls that only move the
 * position, and would start at the end again, past what it missed, when its stream restarts.
 */
public final class NotificationFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationFeed.class);
  private static final Duration FILLING = Duration.ofSeconds(10);

  /** Five minutes of 1 000 records a second, and more. */
  private static final long MOST_REMEMBERED = 400_000;

  private final Map<String, Object> kafka;
  private final TopicLookup topic;
  private final Sink sink;
  private final Duration lookBack;
  private final Clock clock;
  private final LastingThread thread = new LastingThread("notification-feed", this::follow);
  private volatile boolean reading;
  private @Nullable Positions reached;

  /**
   * @param kafka what every client of Kafka needs, {@code bootstrap.servers} first
   * @param lookBack how much of the past is read before the feed counts as reading
   */
  public NotificationFeed(
      Map<String, Object> kafka, TopicLookup topic, Sink sink, Duration lookBack, Clock clock) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
    this.sink = sink;
    this.lookBack = lookBack;
    this.clock = clock;
  }

  /** Returns at once; whether Kafka is there shows in {@link #isReading}. */
  public void start() {
    thread.start();
  }

  /** Whether the feed is at its place in every lane and Kafka answers. */
  public boolean isReading() {
    return reading;
  }

  /** Whether the feed's thread has ended though nobody closed it. */
  public boolean isDead() {
    return thread.isDead();
  }

  /** Reads on from where it was; ends by an exception only. */
  private void follow() throws InterruptedException {
    Reach reach = new Reach(clock.millis() - lookBack.toMillis(), MOST_REMEMBERED);
    boolean first = reached == null;
    try (LaneReader lanes = new LaneReader(kafka, topic.find(kafka), reached, reach)) {
      sink.begin(lanes.positions(), first ? lanes.completeSinceMillis() : clock.millis());
      if (first) {
        remember(lanes);
      }
      hand(List.of(), lanes.positions());
      LOG.info("reading {} lanes of {}", lanes.positions().lanes(), topic.name());
      reading = true;
      while (true) {
        List<Frame> frames = lanes.poll();
        if (lanes.hasMoved()) {
          hand(frames, lanes.positions());
        }
        note(lanes.isConnected());
      }
    } finally {
      reading = false;
    }
  }

  /** Fills what is kept for clients who come back, up to now. */
  private void remember(LaneReader lanes) throws InterruptedException {
    Instant bound = clock.instant().plus(FILLING);
    while (!lanes.isAtEnd() && clock.instant().isBefore(bound)) {
      List<Frame> frames = lanes.poll();
      sink.remember(frames, lanes.positions());
    }
  }

  private void hand(List<Frame> frames, Positions after) throws InterruptedException {
    sink.publish(frames, after);
    reached = after;
  }

  private void note(boolean connected) {
    if (connected != reading) {
      LOG.warn(connected ? "Kafka is back" : "Kafka is away; clients stay");
      reading = connected;
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
