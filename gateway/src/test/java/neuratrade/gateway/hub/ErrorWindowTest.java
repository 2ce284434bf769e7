package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorWindowTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ErrorWindow window = new ErrorWindow();

  @Test
  void theTwentiethWithinTenSecondsIsTooMany() {
    for (int i = 0; i < 19; i++) {
      assertThat(window.add(0)).isFalse();
    }

    assertThat(window.add(10 * SECOND)).isTrue();
  }

  @Test
  void aSteadyFewAreNot() {
    for (int i = 0; i < 100; i++) {
      assertThat(window.add(i * SECOND)).isFalse();
    }
  }

  @Test
  void theWindowSlides() {
    for (int i = 0; i < 19; i++) {
      assertThat(window.add(9 * SECOND)).isFalse();
    }

    assertThat(window.add(20 * SECOND)).isFalse();
    for (int i = 0; i < 18; i++) {
      assertThat(window.add(20 * SECOND)).isFalse();
    }
    assertThat(window.add(20 * SECOND)).isTrue();
  }
}
