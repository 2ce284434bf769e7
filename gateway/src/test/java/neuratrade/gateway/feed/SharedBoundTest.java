package neuratrade.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedBoundTest {

  private final SharedBound bound = new SharedBound(90);
  private final AtomicLong mine = new AtomicLong();
  private final AtomicLong another = new AtomicLong();

  @Test
  void oneTakesNoMoreThanAnEighthOfWhatThatLeavesFree() {
    assertThat(bound.take(mine, 10)).isTrue();
    assertThat(bound.take(mine, 1)).isFalse();
    assertThat(mine).hasValue(10);
    assertThat(bound.taken()).isEqualTo(10);
  }

  @Test
  void theNextOneTakesLess() {
    assertThat(bound.take(mine, 10)).isTrue();
    assertThat(bound.take(another, 9)).isFalse();
    assertThat(bound.take(another, 8)).isTrue();
  }

  @Test
  void whatIsNeededIsTakenAsLongAsThereIsAny() {
    assertThat(bound.takeNeeded(mine, 90)).isTrue();
    assertThat(bound.takeNeeded(mine, 1)).isFalse();
    assertThat(mine).hasValue(90);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    assertThat(bound.take(mine, 10)).isTrue();

    bound.giveBack(mine, 10);

    assertThat(bound.take(another, 10)).isTrue();
    assertThat(mine).hasValue(0);
  }
}
