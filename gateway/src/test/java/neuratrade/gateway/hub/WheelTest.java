package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {

  private final Wheel<Named> wheel = new Wheel<>(10, 8);
  private final List<String> fired = new ArrayList<>();

  @Test
  void firesNeverBeforeTheDeadlineAndAtMostATickAfter() {
    put("exact", 30);
    put("between", 31);

    assertThat(firedBy(29)).isEmpty();
    assertThat(firedBy(30)).containsExactly("exact");
    assertThat(firedBy(39)).isEmpty();
    assertThat(firedBy(40)).containsExactly("between");
    assertThat(wheel.size()).isZero();
  }

  @Test
  void aDeadlineBeyondTheRoundWaitsForItsOwn() {
    put("far", 250);

    assertThat(firedBy(90)).isEmpty();
    assertThat(firedBy(240)).isEmpty();
    assertThat(firedBy(250)).containsExactly("far");
  }

  @Test
  void aLongPauseLosesNothing() {
    put("a", 10);
    put("b", 75);
    put("c", 1_000);

    assertThat(firedBy(100_000)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aPastDeadlineFiresAtTheNextTick() {
    assertThat(firedBy(100)).isEmpty();
    put("late", 5);

    assertThat(firedBy(110)).containsExactly("late");
  }

  @Test
  void movingAndRemovingLeaveOneEntryOrNone() {
    Named moved = put("moved", 20);
    Named removed = put("removed", 20);
    wheel.put(moved, 50);
    wheel.remove(removed);
    wheel.remove(removed);

    assertThat(wheel.size()).isEqualTo(1);
    assertThat(wheel.entries()).containsExactly(moved);
    assertThat(firedBy(40)).isEmpty();
    assertThat(firedBy(50)).containsExactly("moved");
  }

  @Test
  void whatFiresMayBePutAgainAndMayRemoveAnother() {
    Named first = put("first", 10);
    Named second = put("second", 10);
    wheel.advance(
        10,
        entry -> {
          fired.add(entry.name);
          wheel.remove(entry == first ? second : first);
          wheel.put(entry, 20);
        });

    assertThat(fired).containsExactly("first");
    assertThat(wheel.entries()).containsExactly(first);
  }

  private Named put(String name, long deadline) {
    Named entry = new Named(name);
    wheel.put(entry, deadline);
    return entry;
  }

  private List<String> firedBy(long now) {
    fired.clear();
    wheel.advance(now, entry -> fired.add(entry.name));
    return List.copyOf(fired);
  }

  private static final class Named extends Wheel.Entry {
    private final String name;

    private Named(String name) {
      this.name = name;
    }
  }
}
