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
import neuratrade.gateway.hub.Share;
import neuratrade.gateway.protocol.Cursor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A lane of forty records, every second of them on the channel that is wanted. */
class SweepTest {

  private static final int RECORDS = 40;
  private static final TopicPartition LANE = new TopicPartition("notifications", 3);
  private static final String CHANNEL = "risk:42";
  private static final byte[] VALUE = "{}".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofHours(1);
  private static final int MANY = 1_000;

  private final SharedBound places = new SharedBound(MANY);
  private final AtomicLong nanos = new AtomicLong();
  private final Asker asker = new Asker();
  private final Asker another = new Asker();
  private final int frameBytes = frame().heapBytes();
  private final List<Reread> rereads = new ArrayList<>();
  private SharedBound heldBytes = new SharedBound(1_000_000);
  private int mostFound = MANY;
  private Duration longest = LONG;
  private Runnable reading = () -> {};
  private int meanwhile;
  private String incarnation = "a";

  @Test
  void allThatIsWantedIsFoundInOrder() {
    wants(asker, 4);

    long looked = sweep();

    assertThat(asker.offsets()).hasSize(18).isSorted().startsWith(4L).endsWith(38L);
    assertThat(heldBytes.taken()).isEqualTo(18L * frameBytes);
    requireNonNull(asker.past).close();
    assertThat(heldBytes.taken()).isZero();
    assertThat(asker.share().bytes()).hasValue(0);
    assertThat(looked).isEqualTo(36);
  }

  @Test
  void moreThanASubscriptionIsBroughtAtOnceEndsEarlier() {
    mostFound = 5;
    wants(asker, 0);

    sweep();

    assertThat(asker.offsets()).containsExactly(0L, 2L, 4L, 6L, 8L);
    assertThat(asker.reaches()).isEqualTo(10);
  }

  @Test
  void nothingIsReadForThoseWhoHaveAllThatTheyAreBroughtAtOnce() {
    mostFound = 2;
    wants(asker, 0);

    assertThat(sweep()).isEqualTo(10);
  }

  @Test
  void oneClientLeavesRoomForOthersButEachOfItsLanesComesForward() {
    Share share = new Share();
    Asker same = new Asker(share);
    heldBytes = new SharedBound(40L * frameBytes);
    wants(new Asker(share), 0);
    wants(same, 20);
    wants(another, 30);

    sweep();

    // Four, which leaves the eightfold free, the one that is needed, and then again an eighth.
    assertThat(same.offsets()).containsExactly(20L);
    assertThat(another.offsets()).containsExactly(30L, 32L, 34L);
    assertThat(heldBytes.taken()).isEqualTo(8L * frameBytes);
  }

  @Test
  void whoFindsNoRoomAtAllIsToldNothingAndHoldsNothing() {
    heldBytes = new SharedBound(frameBytes - 1);
    wants(asker, 0);

    sweep();

    assertThat(asker.isRefused()).isTrue();
    assertThat(heldBytes.taken()).isZero();
    assertThat(asker.share().bytes()).hasValue(0);
  }

  @Test
  void whatWasReadUntilTheTimeIsOverIsBrought() {
    // Each look at the time takes a second, and a poll brings ten records.
    longest = Duration.ofSeconds(3);
    wants(asker, 0);

    sweep();

    assertThat(asker.offsets()).hasSize(10).endsWith(18L);
    assertThat(asker.reaches()).isEqualTo(20);
  }

  @Test
  void whoBeginsWhereTheSweepDidNotComeWaitsForAnother() {
    longest = Duration.ofSeconds(3);
    wants(asker, 0);
    wants(another, 30);
    sweep();
    assertThat(another.ended).isFalse();

    rereads.removeIf(Reread::isDone);
    sweep();

    assertThat(another.offsets()).containsExactly(30L, 32L, 34L, 36L, 38L);
  }

  @Test
  void whoWantsNothingIsNotHeldUpByASweepThatDoesNotComeThere() {
    longest = Duration.ofSeconds(3);
    wants(asker, 0);
    wants(another, RECORDS);

    sweep();

    assertThat(another.offsets()).isEmpty();
    assertThat(another.reaches()).isEqualTo(40);
  }

  @Test
  void whoComesMeanwhileIsHeardBetweenTheReads() {
    wants(asker, 0);

    sweep();

    assertThat(meanwhile).isEqualTo(4);
  }

  @Test
  void nothingIsReadForWhoHasLeft() {
    wants(asker, 0);
    asker.left = true;

    assertThat(sweep()).isZero();
    assertThat(asker.isRefused()).isTrue();
  }

  @Test
  void theReadingEndsWhenAllHaveLeft() {
    wants(asker, 0);
    reading = () -> asker.left = true;

    assertThat(sweep()).isEqualTo(10);
    assertThat(asker.isRefused()).isTrue();
    assertThat(heldBytes.taken()).isZero();
  }

  @Test
  void aTopicThatIsMadeAnewWhileItIsReadIsNotMistakenForTheOldOne() {
    wants(asker, 0);
    reading = () -> incarnation = "b";

    sweep();

    assertThat(asker.isRefused()).isTrue();
    assertThat(heldBytes.taken()).isZero();
  }

  @Test
  void aTopicThatIsMadeAnewBeforeItIsReadIsNotRead() {
    wants(asker, 0);
    incarnation = "b";

    assertThat(sweep()).isZero();
    assertThat(asker.isRefused()).isTrue();
  }

  private void wants(Asker by, long from) {
    Wanted wanted = new Wanted("a", LANE.partition(), from, 0, RECORDS, Set.of(CHANNEL));
    Reread reread = new Reread(wanted, by, places, heldBytes, mostFound);
    reread.place(from);
    rereads.add(reread);
  }

  private long sweep() {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
      consumer.setMaxPollRecords(10);
      consumer.assign(List.of(LANE));
      consumer.updateBeginningOffsets(Map.of(LANE, 0L));
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
              List.copyOf(rereads),
              new SweepBounds(MANY, longest, mostFound),
              () -> incarnation,
              () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()))
          .run(() -> meanwhile++);
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(int offset) {
    String channel = offset % 2 == 0 ? CHANNEL : "risk:43";
    return new ConsumerRecord<>(
        LANE.topic(), LANE.partition(), offset, channel.getBytes(UTF_8), VALUE);
  }

  private static Frame frame() {
    return new Frame(CHANNEL, new Cursor(LANE.partition(), 0, "a"), 0, VALUE);
  }
}
