package neuratrade.risk;

import static java.util.Objects.requireNonNull;
import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deposits give the same reference wherever among the reports they arrive. */
class LateCashTest {

  static Stream<Long> seeds() {
    return LongStream.range(0, 200).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLateDepositLeavesTheReferenceThatItLeavesInOrder(long seed) {
    Random random = new Random(seed);
    List<RiskEvent> inOrder = life(random);
    List<RiskEvent> late = new ArrayList<>(inOrder);
    for (RiskEvent event : inOrder) {
      if (event instanceof RiskEvent.CashMoved) {
        int place = late.indexOf(event);
        late.remove(place);
        late.add(Math.min(late.size(), place + random.nextInt(5)), event);
      }
    }

    assertThat(reference(late))
        .as("seed %d", seed)
        .isCloseTo(reference(inOrder), within(new BigDecimal("1e-25")));
  }

  /** Reports and deposits, each at a second of its own, with fewer raises than are remembered. */
  private static List<RiskEvent> life(Random random) {
    List<RiskEvent> events = new ArrayList<>();
    BigDecimal equity = new BigDecimal(1 + random.nextInt(1000));
    for (int second = 1; second <= 15; second++) {
      if (second > 1 && random.nextInt(4) == 0) {
        BigDecimal amount = new BigDecimal(1 + random.nextInt(1000));
        equity = equity.add(amount);
        events.add(cash(amount.toPlainString(), equity.toPlainString(), second));
      } else {
        BigDecimal factor = BigDecimal.valueOf(80 + random.nextInt(40), 2);
        equity = equity.multiply(factor).setScale(2, RoundingMode.HALF_EVEN);
        events.add(equity(equity.toPlainString(), second));
      }
    }
    return events;
  }

  private static BigDecimal reference(List<RiskEvent> events) {
    Desk desk = new Desk();
    desk.on(events.toArray(RiskEvent[]::new));
    assertThat(desk.stale()).isZero();
    return requireNonNull(desk.reference());
  }
}
