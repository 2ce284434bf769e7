package neuratrade.gateway.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.Positions;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer over all lanes, and how far it has come. Belongs to one thread. */
final class LaneReader implements AutoCloseable {

  /**
   * How far before the end of the topic a reader begins.
   *
   * @param sinceMillis with records of this timestamp
   * @param records but with so many at most
   */
  record Reach(long sinceMillis, long records) {}

  private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration START = Duration.ofSeconds(10);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "client.id", "gateway-notifications",
          "isolation.level", "read_committed",
          "enable.auto.commit", "false",
          "auto.offset.reset", "none",
          "max.poll.records", "500",
          "fetch.max.bytes", String.valueOf(8 * 1024 * 1024));

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Metric connections;
  private final String incarnation;
  private final long[] next;
  private final long[] end;
  private long completeSinceMillis;
  private boolean moved;

  /**
   * @param reached where an earlier reader of the topic was, to go on there; null to begin before
   *     its end
   * @param reach how far before it
   */
  LaneReader(
      Map<String, Object> kafka,
      TopicLookup.Found topic,
      @Nullable Positions reached,
      Reach reach) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putAll(SETTINGS);
    settings.remove("group.id");
    this.incarnation = topic.incarnation();
    this.next = new long[topic.lanes()];
    this.end = new long[topic.lanes()];
    this.completeSinceMillis = reach.sinceMillis();
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      this.connections = connections();
      seek(topic, reached, reach);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void seek(TopicLookup.Found topic, @Nullable Positions reached, Reach reach) {
    List<TopicPartition> lanes =
        IntStream.range(0, next.length)
            .mapToObj(lane -> new TopicPartition(topic.name(), lane))
            .toList();
    consumer.assign(lanes);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(lanes, START);
    Map<TopicPartition, Long> ends = consumer.endOffsets(lanes, START);
    Map<TopicPartition, OffsetAndTimestamp> since =
        reached == null ? since(lanes, reach) : Map.of();
    for (TopicPartition lane : lanes) {
      int number = lane.partition();
      long from = Objects.requireNonNull(first.get(lane));
      end[number] = Objects.requireNonNull(ends.get(lane));
      next[number] =
          reached == null
              ? lookBack(end[number], since.get(lane), reach)
              : goOn(number, from, end[number], reached);
      consumer.seek(lane, next[number]);
    }
  }

  private Map<TopicPartition, OffsetAndTimestamp> since(List<TopicPartition> lanes, Reach reach) {
    Map<TopicPartition, Long> times = new HashMap<>();
    lanes.forEach(lane -> times.put(lane, reach.sinceMillis()));
    return consumer.offsetsForTimes(times, START);
  }

  private long lookBack(long to, @Nullable OffsetAndTimestamp since, Reach reach) {
    if (since == null) {
      return to;
    }
    long nearest = to - reach.records() / next.length;
    if (nearest > since.offset()) {
      completeSinceMillis = System.currentTimeMillis();
    }
    return Math.max(nearest, since.offset());
  }

  private long goOn(int lane, long from, long to, Positions reached) {
    boolean same = reached.incarnation().equals(incarnation) && lane < reached.lanes();
    if (!same || reached.next(lane) < from) {
      LOG.error("lane {} has lost its place and goes on with its oldest record, {}", lane, from);
      return from;
    }
    if (reached.next(lane) > to) {
      // Whoever is live has had all that is left.
      LOG.error("lane {} was cut short and goes on at its end, {}", lane, to);
      return to;
    }
    return reached.next(lane);
  }

  /** No older record of this timestamp or a later one lies before where the reader began. */
  long completeSinceMillis() {
    return completeSinceMillis;
  }

  /** Whether the reader has come to where the topic ended when it began. */
  boolean isAtEnd() {
    for (int lane = 0; lane < next.length; lane++) {
      if (next[lane] < end[lane]) {
        return false;
      }
    }
    return true;
  }

  /** The next records, in the order of their lanes; waits up to half a second for one. */
  List<Frame> poll() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    List<Frame> frames = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.key() == null || each.value() == null) {
        LOG.warn("record {} of lane {} is no notification", each.offset(), each.partition());
        continue;
      }
      frames.add(
          new Frame(
              new String(each.key(), StandardCharsets.UTF_8),
              new Cursor(each.partition(), each.offset(), incarnation),
              each.timestamp(),
              each.value()));
    }
    var reached = records.nextOffsets();
    reached.forEach((lane, place) -> next[lane.partition()] = place.offset());
    moved = !reached.isEmpty();
    return frames;
  }

  /** Whether the last poll brought a lane forward, be it only over a transaction's marker. */
  boolean hasMoved() {
    return moved;
  }

  Positions positions() {
    return new Positions(incarnation, next);
  }

  /** Whether any broker is connected; a consumer that reads always has a request under way. */
  boolean isConnected() {
    return connections.metricValue() instanceof Double count && count > 0;
  }

  private Metric connections() {
    return consumer.metrics().entrySet().stream()
        .filter(entry ->
            entry.getKey().name().equals("connection-count")
                && entry.getKey().group().equals("consumer-metrics"))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(Metric.class::cast)
        .orElseThrow(() -> new IllegalStateException("this Kafka client counts no connections"));
  }

  @Override
  public void close() {
    Closing.close(consumer);
  }
}
