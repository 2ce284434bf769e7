package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import neuratrade.local.feed.Tape.Trade;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void givesTheTradesOfSomeSecondsAndThenBeginsAgain() {
    Replay replay = new Replay(at(0, 20, 59, 60, 200), 0);

    assertThat(seconds(replay.next(60))).containsExactly(0L, 20L, 59L);
    assertThat(seconds(replay.next(60))).containsExactly(60L);
    assertThat(seconds(replay.next(60))).isEmpty();
    assertThat(seconds(replay.next(60))).containsExactly(200L);
    assertThat(seconds(replay.next(60))).containsExactly(0L, 20L, 59L);
  }

  @Test
  void beginsWhereItIsTold() {
    assertThat(seconds(new Replay(at(0, 20, 40, 90), 50).next(60))).containsExactly(40L, 90L);
  }

  private static List<Trade> at(long... seconds) {
    return LongStream.of(seconds)
        .mapToObj(second -> new Trade(second, BigDecimal.ONE, BigDecimal.ONE))
        .toList();
  }

  private static List<Long> seconds(List<Trade> trades) {
    return trades.stream().map(Trade::second).toList();
  }
}
