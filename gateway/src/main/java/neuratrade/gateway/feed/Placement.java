package neuratrade.gateway.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Says of rereads where they begin, or that they are out of bounds, without reading anything: so
 * their clients are answered before the lanes are swept.
 */
final class Placement {

  private static final Duration LOOKUP = Duration.ofSeconds(5);
  private static final long SECOND = 1000;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final SweepBounds bounds;
  private final Duration longestWait;
  private final Supplier<String> incarnations;

  /**
   * @param longestWait after which it is too late
   * @param incarnations tells which topic of the name there is now
   */
  Placement(
      Consumer<byte[], byte[]> consumer,
      String topic,
      SweepBounds bounds,
      Duration longestWait,
      Supplier<String> incarnations) {
    this.consumer = consumer;
    this.topic = topic;
    this.bounds = bounds;
    this.longestWait = longestWait;
    this.incarnations = incarnations;
  }

  /** Places or fails each of them that only asks. */
  void place(List<Reread> rereads) {
    List<Reread> asked = asked(rereads);
    if (asked.isEmpty()) {
      return;
    }
    String incarnation = incarnations.get();
    asked.stream().filter(each -> !each.incarnation().equals(incarnation)).forEach(Reread::fail);
    Map<TopicPartition, Long> first =
        consumer.beginningOffsets(
            asked(asked).stream().map(this::lane).distinct().toList(), LOOKUP);
    for (Reread each : asked(asked)) {
      if (each.from() >= 0) {
        place(each, each.from(), Objects.requireNonNull(first.get(lane(each))));
      }
    }
    asked(asked).stream()
        .collect(Collectors.groupingBy(each -> each.sinceMillis() / SECOND))
        .forEach((second, since) -> placeSince(second * SECOND, since));
  }

  /** One look-up serves all who look back to the same second. */
  private void placeSince(long sinceMillis, List<Reread> rereads) {
    List<Reread> asked = asked(rereads);
    Map<TopicPartition, Long> times =
        asked.stream()
            .map(this::lane)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), lane -> sinceMillis));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, LOOKUP);
    for (Reread each : asked) {
      @Nullable OffsetAndTimestamp since = found.get(lane(each));
      place(each, since == null ? each.to() : since.offset(), 0);
    }
  }

  private void place(Reread reread, long from, long first) {
    if (from < first || reread.to() - from > bounds.records()) {
      reread.fail();
    } else {
      reread.place(from);
    }
  }

  /** Those that still wait for a place, and not for too long. */
  private List<Reread> asked(List<Reread> rereads) {
    List<Reread> asked = rereads.stream().filter(Reread::isAsked).toList();
    asked.forEach(Reread::failIfLeft);
    asked.forEach(each -> each.failAfter(longestWait));
    return asked.stream().filter(Reread::isAsked).toList();
  }

  private TopicPartition lane(Reread reread) {
    return new TopicPartition(topic, reread.lane());
  }
}
