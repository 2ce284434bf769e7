package neuratrade.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Family;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** One pass over a lane for all that want something of it again, bounded in records and time. */
final class Sweep {

  private static final long MOST_RECORDS = 2_000_000;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition lane;
  private final List<Reread> rereads;
  private final Map<String, List<Reread>> byChannel = new HashMap<>();
  private final List<Reread> byTime = new ArrayList<>();

  Sweep(Consumer<byte[], byte[]> consumer, String topic, int lane, List<Reread> rereads) {
    this.consumer = consumer;
    this.lane = new TopicPartition(topic, lane);
    this.rereads = rereads;
  }

  /** Ends with every reread done; how many records were looked at. */
  long run() {
    consumer.assign(List.of(lane));
    long first = Objects.requireNonNull(consumer.beginningOffsets(List.of(lane), LOOKUP).get(lane));
    long to = rereads.stream().mapToLong(Reread::to).max().orElse(first);
    long from = begin(first, to);
    long looked = 0;
    long reached = from;
    if (from < to) {
      consumer.seek(lane, from);
      long bound = System.nanoTime() + LONGEST.toNanos();
      while (reached < to && looked < MOST_RECORDS && System.nanoTime() < bound) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          looked++;
          look(each);
        }
        reached = consumer.position(lane);
      }
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
      boolean tooMuch = each.from() >= 0 && each.to() - each.from() > MOST_RECORDS;
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
    if (found != null && to - found.offset() > MOST_RECORDS) {
      byTime.forEach(Reread::fail);
      return to;
    }
    return found == null ? to : found.offset();
  }

  private void look(ConsumerRecord<byte[], byte[]> each) {
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
              new Cursor(each.partition(), each.offset(), rereads.getFirst().incarnation()),
              each.timestamp(),
              each.value());
      own.forEach(reread -> reread.add(frame));
      whole.forEach(reread -> reread.add(frame));
    }
  }
}
