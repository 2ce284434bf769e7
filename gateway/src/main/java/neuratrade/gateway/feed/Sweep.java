package neuratrade.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Family;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One pass over a lane for all that are placed on it, bounded in records and time, and of one
 * incarnation of the topic.
 */
final class Sweep {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition lane;
  private final List<Reread> rereads;
  private final SweepBounds bounds;
  private final Supplier<String> incarnations;
  private final LongSupplier nanos;
  private final Map<String, List<Reread>> byChannel = new HashMap<>();

  /**
   * @param rereads which have been placed
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

  /**
   * Ends with every reread done that it came to.
   *
   * @param meanwhile is run again and again, for those who cannot wait for the end
   * @return how many records were looked at
   */
  long run(Runnable meanwhile) {
    String incarnation = incarnations.get();
    rereads.stream().filter(each -> !each.incarnation().equals(incarnation)).forEach(Reread::fail);
    rereads.forEach(Reread::failIfLeft);
    List<Reread> open = rereads.stream().filter(Reread::isOpen).toList();
    for (Reread each : open) {
      each.channels()
          .forEach(
              channel -> byChannel.computeIfAbsent(channel, key -> new ArrayList<>()).add(each));
    }
    long from = open.stream().mapToLong(Reread::from).min().orElse(0);
    long to = open.stream().mapToLong(Reread::to).max().orElse(0);
    long looked = 0;
    long reached = from;
    if (from < to) {
      consumer.assign(List.of(lane));
      consumer.seek(lane, from);
      long bound = nanos.getAsLong() + bounds.longest().toNanos();
      while (reached < to
          && looked < bounds.records()
          && nanos.getAsLong() < bound
          && open.stream().anyMatch(Reread::isOpen)) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          looked++;
          look(each, incarnation);
        }
        reached = consumer.position(lane);
        meanwhile.run();
        open.forEach(Reread::failIfLeft);
      }
    }
    if (!incarnations.get().equals(incarnation)) {
      // The topic was made anew meanwhile: nobody knows of which one the records are.
      rereads.forEach(Reread::fail);
    }
    for (Reread each : open) {
      each.finish(from, reached);
    }
    return looked;
  }

  private void look(ConsumerRecord<byte[], byte[]> each, String incarnation) {
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
