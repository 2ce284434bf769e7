package neuratrade.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimersTest {

  private final Timers timers = new Timers();

  @Test
  void wakesInTheOrderOfDueTimeAndKey() {
    set(new Aggregate("c"), 10);
    set(new Aggregate("b"), 20);
    set(new Aggregate("a"), 20);
    set(new Aggregate("d"), 21);

    assertThat(wokenUntil(20)).containsExactly("c", "a", "b");
  }

  @Test
  void anAggregateThatMovesItsTimeLaterIsWokenOnceAtItsLastTime() {
    Aggregate aggregate = new Aggregate("a");
    for (int due = 1; due <= 1_000; due++) {
      set(aggregate, due);
    }

    assertThat(timers.size()).isEqualTo(1);
    assertThat(wokenUntil(999)).isEmpty();
    assertThat(wokenUntil(1_000)).containsExactly("a");
    assertThat(wokenUntil(9_999)).isEmpty();
  }

  @Test
  void anAggregateThatMovesItsTimeEarlierIsWokenOnceAtTheEarlierTime() {
    Aggregate aggregate = new Aggregate("a");
    set(aggregate, 100);
    set(aggregate, 50);

    assertThat(wokenUntil(50)).containsExactly("a");
    assertThat(wokenUntil(200)).isEmpty();
    assertThat(timers.size()).isZero();
  }

  @Test
  void anAggregateThatWaitsNoMoreIsNotWoken() {
    Aggregate aggregate = new Aggregate("a");
    set(aggregate, 100);
    set(aggregate, Aggregate.NEVER);

    assertThat(timers.isDue(100)).isFalse();
    assertThat(timers.size()).isZero();
  }

  private void set(Aggregate aggregate, long due) {
    aggregate.wakeAt = due;
    timers.note(aggregate);
  }

  private List<String> wokenUntil(long now) {
    List<String> woken = new ArrayList<>();
    for (Aggregate next = next(now); next != null; next = next(now)) {
      woken.add(next.key);
    }
    return woken;
  }

  private @Nullable Aggregate next(long now) {
    Aggregate aggregate = timers.poll(now);
    if (aggregate != null) {
      aggregate.wakeAt = Aggregate.NEVER;
    }
    return aggregate;
  }
}
