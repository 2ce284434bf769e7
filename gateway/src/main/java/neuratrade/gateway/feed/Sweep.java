package neuratrade.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Family;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * One pass over a lane for all that want something of it again, bounded in records and time, and of
 * one incarnation of the topic.
 */
final class Sweep {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition lane;
  private final List<Reread> rereads;
  private final SweepBounds bounds;
  private final Supplier<String> incarnations;
  private final LongSupplier nanos;
  private final Map<String, List<Reread>> byChannel = new HashMap<>();
  private final List<Reread> byTime = new ArrayList<>();

  /**
   * @param incarnations tells which topic of the name there is now
   * @param nanos the time
   */
  Sweep(
      Consumer<byte[], byte[]> consumer,
      TopicPartition lane,
      List<Reread> rereads,
      SweepBounds bounds,
      Supplier<String> incarnations,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.lane = lane;
    this.rereads = rereads;
    this.bounds = bounds;
    this.incarnations = incarnations;
    this.nanos = nanos;
  }

  /** Ends with every reread done; how many records were looked at. */
  long run() {
    String incarnation = incarnations.get();
    rereads.stream().filter(each -> !each.incarnation().equals(incarnation)).forEach(Reread::fail);
    consumer.assign(List.of(lane));
    long first = Objects.requireNonNull(consumer.beginningOffsets(List.of(lane), LOOKUP).get(lane));
    long to = rereads.stream().mapToLong(Reread::to).max().orElse(first);
    long from = begin(first, to);
    long looked = 0;
    long reached = from;
    if (from < to) {
      consumer.seek(lane, from);
      long bound = nanos.getAsLong() + bounds.longest().toNanos();
      while (reached < to && looked < bounds.records() && nanos.getAsLong() < bound) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          looked++;
          look(each, incarnation);
        }
        reached = consumer.position(lane);
      }
    }
    if (!incarnations.get().equals(incarnation)) {
      // The topic was made anew meanwhile: nobody knows of which one the records are.
      rereads.forEach(Reread::fail);
    }
    for (Reread each : rereads) {
      each.finish(reached);
    }
    return looked;
  }

  /** Refuses what is out of bounds, and says where to begin for the others. */
  private long begin(long first, long to) {
    long from = to;
    for (Reread each : rereads) {
      boolean gone = each.from() >= 0 && each.from() < first;
      boolean tooMuch = each.from() >= 0 && each.to() - each.from() > bounds.records();
      if (gone || tooMuch) {
        each.fail();
      }
      if (!each.isDone()) {
        each.channels()
            .forEach(
                channel -> byChannel.computeIfAbsent(channel, key -> new ArrayList<>()).add(each));
        if (each.from() < 0) {
          byTime.add(each);
        } else {
          from = Math.min(from, each.from());
        }
      }
    }
    return byTime.isEmpty() ? from : Math.min(from, since(to));
  }

  private long since(long to) {
    long millis = byTime.stream().mapToLong(Reread::sinceMillis).min().orElseThrow();
    OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(lane, millis), LOOKUP).get(lane);
    if (found != null && to - found.offset() > bounds.records()) {
      byTime.forEach(Reread::fail);
      return to;
    }
    return found == null ? to : found.offset();
  }

  private void look(ConsumerRecord<byte[], byte[]> each, String incarnation) {
    byTime.forEach(reread -> reread.at(each.offset(), each.timestamp()));
    if (each.key() == null || each.value() == null) {
      return;
    }
    String channel = new String(each.key(), UTF_8);
    Family family = Family.of(channel);
    List<Reread> own = byChannel.getOrDefault(channel, List.of());
    List<Reread> whole =
        family == null ? List.of() : byChannel.getOrDefault(family.everything(), List.of());
    if (!own.isEmpty() || !whole.isEmpty()) {
      Frame frame =
          new Frame(
              channel,
              new Cursor(each.partition(), each.offset(), incarnation),
              each.timestamp(),
              each.value());
      own.forEach(reread -> reread.add(frame));
      whole.forEach(reread -> reread.add(frame));
    }
  }
}
