package neuratrade.pipeline.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LateAndRepeatedTest {

  private static final Instant ONE = Instant.ofEpochSecond(1);
  private static final Instant TWO = Instant.ofEpochSecond(2);
  private static final Instant THREE = Instant.ofEpochSecond(3);

  @Test
  void theHashOfAnIdNeverChanges() {
    assertThat(IdHash.of("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(IdHash.of("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(IdHash.of("foobar")).isEqualTo(0x85944171f73967e8L);
  }

  @Test
  void anAbsoluteFactIsStaleIfOlderThanTheNewestOrKnownAtItsTime() {
    Newest newest = Newest.NONE.with(TWO, "a").with(TWO, "b");

    assertThat(newest.makesStale(ONE, "c")).isTrue();
    assertThat(newest.makesStale(TWO, "a")).isTrue();
    assertThat(newest.makesStale(TWO, "b")).isTrue();
    assertThat(newest.makesStale(TWO, "c")).isFalse();
    assertThat(newest.makesStale(THREE, "a")).isFalse();
    assertThat(newest.with(THREE, "c").makesStale(TWO, "d")).isTrue();
  }

  @Test
  void theSameFactFromAnotherKindOfEventMovesTheTimeAndKeepsTheIdsOfThatTime() {
    Newest newest = Newest.NONE.with(TWO, "a");

    assertThat(newest.movedTo(TWO).makesStale(TWO, "a")).isTrue();
    assertThat(newest.movedTo(THREE).makesStale(TWO, "b")).isTrue();
    assertThat(newest.movedTo(THREE).makesStale(THREE, "a")).isFalse();
  }

  @Test
  void ofOneTimeSixteenIdsAreKnown() {
    Newest newest = Newest.NONE;
    for (int i = 0; i < 17; i++) {
      newest = newest.with(ONE, "id-" + i);
    }

    assertThat(newest.ids()).hasSize(16);
    assertThat(newest.makesStale(ONE, "id-0")).isFalse();
    assertThat(newest.makesStale(ONE, "id-1")).isTrue();
  }

  @Test
  void aRelativeFactIsStaleIfItsIdIsKnown() {
    RecentIds recent = RecentIds.ofLast(2).with(TWO, "a");

    assertThat(recent.makesStale(THREE, "a")).as("whatever its time").isTrue();
    assertThat(recent.makesStale(ONE, "b")).as("late, but there is room").isFalse();
  }

  @Test
  void onceFullItForgetsTheOldestByTimeAndTakesNothingOlder() {
    RecentIds recent = RecentIds.ofLast(2).with(TWO, "a").with(THREE, "b").with(ONE, "c");

    assertThat(recent.seen()).extracting(RecentIds.Seen::occurredAt).containsExactly(TWO, THREE);
    assertThat(recent.makesStale(ONE, "c")).isTrue();
    assertThat(recent.makesStale(TWO, "d")).isFalse();
  }

  @Test
  void theNewestIsTheLatestByTime() {
    RecentIds recent = RecentIds.ofLast(4).with(TWO, "a").with(ONE, "b");

    assertThat(recent.isAheadOf(ONE)).isTrue();
    assertThat(recent.isAheadOf(TWO)).isFalse();
    assertThat(RecentIds.ofLast(4).isAheadOf(Instant.MIN)).isFalse();
  }
}
