package neuratrade.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.History.Wanted;
import neuratrade.gateway.hub.Past;
import neuratrade.gateway.protocol.Cursor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A lane of forty records, every second of them on the channel that is wanted. */
class SweepTest {

  private static final int RECORDS = 40;
  private static final TopicPartition LANE = new TopicPartition("notifications", 3);
  private static final String CHANNEL = "risk:42";
  private static final byte[] VALUE = "{}".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofHours(1);
  private static final SweepBounds WIDE = new SweepBounds(1_000, LONG, 1_000, 1_000_000);

  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final List<@Nullable Past> told = new ArrayList<>();
  private final int frameBytes = frame().heapBytes();
  private String incarnation = "a";

  @Test
  void allThatIsWantedIsFoundInOrder() {
    sweep(WIDE, wanted(4, 40));

    Past past = requireNonNull(told.getFirst());
    assertThat(offsets(past)).hasSize(18).isSorted().startsWith(4L).endsWith(38L);
    assertThat(heldBytes.get()).isEqualTo(18L * frameBytes);
    past.close();
    assertThat(heldBytes.get()).isZero();
  }

  @Test
  void moreThanASubscriptionIsBroughtAtOnceEndsEarlier() {
    sweep(new SweepBounds(1_000, LONG, 5, 1_000_000), wanted(0, 40));

    assertThat(offsets(requireNonNull(told.getFirst()))).containsExactly(0L, 2L, 4L, 6L, 8L);
    assertReachesUpTo(10);
  }

  @Test
  void moreBytesThanMayBeHeldEndEarlier() {
    sweep(new SweepBounds(1_000, LONG, 1_000, 3L * frameBytes), wanted(0, 40));

    assertThat(offsets(requireNonNull(told.getFirst()))).containsExactly(0L, 2L, 4L);
    assertReachesUpTo(6);
  }

  @Test
  void whoFindsNoRoomAtAllIsToldNothingAndHoldsNothing() {
    sweep(new SweepBounds(1_000, LONG, 1_000, frameBytes - 1), wanted(0, 40));

    assertThat(told).singleElement().isNull();
    assertThat(heldBytes.get()).isZero();
  }

  @Test
  void aCursorBehindMoreRecordsThanMayBeReadIsRefusedAndTheOthersAreServed() {
    long looked = sweep(new SweepBounds(30, LONG, 1_000, 1_000_000), wanted(0, 40), wanted(20, 40));

    assertThat(told.getFirst()).isNull();
    assertThat(offsets(requireNonNull(told.getLast()))).hasSize(10).startsWith(20L);
    assertThat(looked).isEqualTo(20);
  }

  @Test
  void whatWasReadUntilTheTimeIsOverIsBrought() {
    // Each look at the time takes a second, and a poll brings ten records.
    sweep(new SweepBounds(1_000, Duration.ofSeconds(3), 1_000, 1_000_000), wanted(0, 40));

    assertThat(offsets(requireNonNull(told.getFirst()))).hasSize(10).endsWith(18L);
    assertReachesUpTo(20);
  }

  @Test
  void whatTheTopicHasForgottenIsRefused() {
    sweep(WIDE, 10, () -> {}, wanted(0, 40));

    assertThat(told).singleElement().isNull();
  }

  @Test
  void aTopicThatIsMadeAnewWhileItIsReadIsNotMistakenForTheOldOne() {
    sweep(WIDE, 0, () -> incarnation = "b", wanted(0, 40));

    assertThat(told).singleElement().isNull();
    assertThat(heldBytes.get()).isZero();
  }

  @Test
  void whoWantsAnotherTopicOfTheNameIsRefusedAndTheOthersAreServed() {
    Wanted foreign = new Wanted("b", LANE.partition(), 0, 0, 40, Set.of(CHANNEL));

    sweep(WIDE, foreign, wanted(0, 40));

    assertThat(told.getFirst()).isNull();
    assertThat(offsets(requireNonNull(told.getLast()))).hasSize(20);
  }

  private long sweep(SweepBounds bounds, Wanted... wanted) {
    return sweep(bounds, 0, () -> {}, wanted);
  }

  private long sweep(SweepBounds bounds, long first, Runnable reading, Wanted... wanted) {
    List<Reread> rereads = new ArrayList<>();
    for (Wanted each : wanted) {
      rereads.add(new Reread(each, told::add, heldBytes, bounds));
    }
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
      consumer.setMaxPollRecords(10);
      consumer.assign(List.of(LANE));
      consumer.updateBeginningOffsets(Map.of(LANE, first));
      consumer.schedulePollTask(() -> {
        for (int offset = 0; offset < RECORDS; offset++) {
          if (offset >= consumer.position(LANE)) {
            consumer.addRecord(record(offset));
          }
        }
        reading.run();
      });
      return new Sweep(
              consumer,
              LANE,
              rereads,
              bounds,
              () -> incarnation,
              () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()))
          .run();
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(int offset) {
    String channel = offset % 2 == 0 ? CHANNEL : "risk:43";
    return new ConsumerRecord<>(
        LANE.topic(), LANE.partition(), offset, channel.getBytes(UTF_8), VALUE);
  }

  private static Wanted wanted(long from, long to) {
    return new Wanted("a", LANE.partition(), from, 0, to, Set.of(CHANNEL));
  }

  private static Frame frame() {
    return new Frame(CHANNEL, new Cursor(LANE.partition(), 0, "a"), 0, VALUE);
  }

  /** Who is brought a part is brought what comes after it by another sweep. */
  private void assertReachesUpTo(long to) {
    assertThat(requireNonNull(told.getFirst()).to()).isEqualTo(to);
  }

  private static List<Long> offsets(Past past) {
    List<Long> offsets = new ArrayList<>();
    for (Frame frame = past.peek(); frame != null; frame = past.peek()) {
      offsets.add(frame.offset());
      past.pass();
    }
    return offsets;
  }
}
