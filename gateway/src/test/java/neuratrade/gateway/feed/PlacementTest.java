package neuratrade.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.gateway.hub.History.Wanted;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two lanes that begin at offset 10 and end at 40, a record each second. */
class PlacementTest {

  private static final String TOPIC = "notifications";
  private static final long FIRST = 10;
  private static final long END = 40;
  private static final Duration LONG = Duration.ofHours(1);

  private final Asker asker = new Asker();
  private final Asker another = new Asker();
  private final List<Reread> rereads = new ArrayList<>();
  private Duration longestWait = LONG;
  private long records = 1_000;
  private int lookUps;

  @Test
  void aCursorIsWhereItBegins() {
    wants(asker, 0, 12, 0);

    place();

    assertThat(asker.begins).isEqualTo(12);
    assertThat(asker.ended).isFalse();
  }

  @Test
  void aSecondIsLookedUpOnceForAllLanes() {
    wants(asker, 0, -1, 20_100);
    wants(another, 1, -1, 20_900);

    place();

    assertThat(asker.begins).isEqualTo(20);
    assertThat(another.begins).isEqualTo(20);
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void aTimeAfterWhichNothingCameBeginsAtTheEnd() {
    wants(asker, 0, -1, 50_000);

    place();

    assertThat(asker.begins).isEqualTo(END);
    assertThat(asker.reaches()).isEqualTo(END);
  }

  @Test
  void aTimeBeforeTheFirstRecordBeginsWithIt() {
    wants(asker, 0, -1, 1_000);

    place();

    assertThat(asker.begins).isEqualTo(FIRST);
  }

  @Test
  void whatIsBehindMoreRecordsThanMayBeReadIsRefusedAndTheOthersArePlaced() {
    records = 20;
    wants(asker, 0, 19, 0);
    wants(another, 0, 20, 0);
    Asker third = new Asker();
    wants(third, 1, -1, 19_000);

    place();

    assertThat(asker.isRefused()).isTrue();
    assertThat(another.begins).isEqualTo(20);
    assertThat(third.isRefused()).isTrue();
  }

  @Test
  void whatTheTopicHasForgottenIsRefused() {
    wants(asker, 0, FIRST - 1, 0);
    wants(another, 0, FIRST, 0);

    place();

    assertThat(asker.isRefused()).isTrue();
    assertThat(another.begins).isEqualTo(FIRST);
  }

  @Test
  void whoWantsAnotherTopicOfTheNameIsRefusedAndTheOthersArePlaced() {
    rereads.add(reread(asker, new Wanted("b", 0, 12, 0, END, Set.of("risk:42"))));
    wants(another, 0, 12, 0);

    place();

    assertThat(asker.isRefused()).isTrue();
    assertThat(another.begins).isEqualTo(12);
  }

  @Test
  void whoHasLeftIsNotPlaced() {
    wants(asker, 0, 12, 0);
    asker.left = true;

    place();

    assertThat(asker.isRefused()).isTrue();
    assertThat(asker.begins).isNull();
  }

  @Test
  void whoHasWaitedTooLongIsRefused() {
    wants(asker, 0, -1, 20_000);
    longestWait = Duration.ofNanos(-1);

    place();

    assertThat(asker.isRefused()).isTrue();
    assertThat(lookUps).isZero();
  }

  @Test
  void whoIsPlacedIsNotPlacedAgain() {
    wants(asker, 0, -1, 20_000);

    place();
    place();

    assertThat(lookUps).isEqualTo(1);
  }

  private void wants(Asker by, int lane, long from, long sinceMillis) {
    rereads.add(reread(by, new Wanted("a", lane, from, sinceMillis, END, Set.of("risk:42"))));
  }

  private static Reread reread(Asker by, Wanted wanted) {
    return new Reread(wanted, by, new SharedBound(100), new SharedBound(100), 100);
  }

  private void place() {
    try (Lanes consumer = new Lanes()) {
      for (int lane = 0; lane < 2; lane++) {
        consumer.updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, lane), FIRST));
      }
      SweepBounds bounds = new SweepBounds(records, LONG, 1);
      new Placement(consumer, TOPIC, bounds, longestWait, () -> "a").place(rereads);
    }
  }

  /** Knows the times of its records, as the mock by itself does not. */
  private final class Lanes extends MockConsumer<byte[], byte[]> {

    Lanes() {
      super("none");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times, Duration timeout) {
      lookUps++;
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      times.forEach((lane, millis) -> {
        long offset = Math.max(millis / 1000, FIRST);
        found.put(lane, offset < END ? new OffsetAndTimestamp(offset, offset * 1000) : null);
      });
      return found;
    }
  }
}
