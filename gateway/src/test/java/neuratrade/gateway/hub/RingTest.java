package neuratrade.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import neuratrade.gateway.protocol.Cursor;
import org.junit.jupiter.api.Test;

class RingTest {

  private static final String INCARNATION = "5f0c";
  private static final long BEGUN = 1_000_000;
  private static final long MINUTE = 60_000;
  private static final long AMPLE = 1 << 20;

  @Test
  void saysForHowLongBackItHasAll() {
    Ring ring = ring(AMPLE);
    assertThat(ring.millis(BEGUN + MINUTE)).isEqualTo(MINUTE);

    ring.add(frame(0, 7, BEGUN + MINUTE));
    ring.add(frame(1, 9, BEGUN + 2 * MINUTE));
    assertThat(ring.millis(BEGUN + 3 * MINUTE)).as("nothing was given up").isEqualTo(3 * MINUTE);
    ring.expire(BEGUN + MINUTE + 5 * MINUTE + 1);
    assertThat(ring.millis(BEGUN + 7 * MINUTE)).isEqualTo(6 * MINUTE - 1);
  }

  @Test
  void hasLessThanItsAgeIfThereIsNoRoomForAll() {
    Ring ring = ring(frame(0, 0, 0).heapBytes());
    ring.add(frame(0, 7, BEGUN + MINUTE));
    ring.add(frame(1, 9, BEGUN + 2 * MINUTE));

    assertThat(ring.millis(BEGUN + 2 * MINUTE)).isEqualTo(MINUTE - 1);
  }

  @Test
  void hasNothingOfBeforeAPlaceThatWasLost() {
    Ring ring = ring(AMPLE);
    ring.jump(1, 20, BEGUN + MINUTE);

    assertThat(ring.millis(BEGUN + MINUTE)).isZero();
  }

  private static Ring ring(long bytes) {
    return new Ring(new Positions(INCARNATION, 7, 9), BEGUN, bytes, 5 * MINUTE);
  }

  private static Frame frame(int lane, long offset, long timestampMillis) {
    return new Frame(
        "risk:42", new Cursor(lane, offset, INCARNATION), timestampMillis, "{}".getBytes(UTF_8));
  }
}
