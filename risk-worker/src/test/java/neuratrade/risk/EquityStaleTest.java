package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.equityWithPositions;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Severity;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;

/** Silence is told, once. */
class EquityStaleTest {

  private final Desk desk = new Desk();

  @Test
  void isToldOnceWhenPositionsAreOpenAndNoEquityComesForTenMinutes() {
    desk.on(equityWithPositions("1000", 2, 0));
    assertThat(desk.wakeAt()).isEqualTo(second(600));

    List<Notification> told = desk.wake(600);

    assertThat(told)
        .containsExactly(
            new Notification(
                "risk.equity_stale",
                "risk:42",
                Severity.MEDIUM,
                "No equity reports",
                "No equity came for 10 min while 2 positions are open."
                    + " No drawdown is noticed until it comes again.",
                second(600),
                Map.of(
                    "quiet_since", "2026-11-23T09:30:00Z",
                    "open_positions", 2,
                    "drawdown", "0.0000",
                    "peak", "1000",
                    "equity", "1000",
                    "blocks", List.of())));
    assertThat(desk.wakeAt()).as("but to be forgotten").isEqualTo(second(90 * 86_400));
    assertThat(desk.wake(1300)).isEmpty();
  }

  @Test
  void isNotToldBeforeItsTime() {
    desk.on(equityWithPositions("1000", 2, 0));

    assertThat(desk.wake(599)).isEmpty();
    assertThat(desk.wakeAt()).isEqualTo(second(600));
  }

  @Test
  void isToldAgainAfterEquityCameAgain() {
    desk.on(equityWithPositions("1000", 1, 0));
    assertThat(desk.wake(600)).hasSize(1);

    desk.on(equityWithPositions("1000", 1, 700));

    assertThat(desk.wakeAt()).isEqualTo(second(1300));
    assertThat(desk.wake(1300)).hasSize(1);
  }

  @Test
  void isNotExpectedWhereNothingIsAtStake() {
    desk.on(equityWithPositions("1000", 2, 0), equityWithPositions("1000", 0, 1));
    assertThat(desk.wakeAt()).isEqualTo(second(1 + 90 * 86_400));

    desk.on(equity("1000", 2));
    assertThat(desk.wakeAt()).isEqualTo(second(2 + 90 * 86_400));
    assertThat(desk.wake(5000)).isEmpty();
  }

  @Test
  void isToldWhileABlockStands() {
    desk.on(equity("1000", 0), halt(300));
    assertThat(desk.wakeAt()).isEqualTo(second(600));

    assertThat(desk.wake(600).getFirst().message())
        .startsWith("No equity came for 10 min while trading is halted. ");
  }

  @Test
  void isToldOfAHaltedAccountThatNeverReported() {
    desk.on(halt(0));

    assertThat(desk.wake(600)).extracting(Notification::type).containsExactly("risk.equity_stale");
  }

  @Test
  void runsOnTheBrokersTime() {
    desk.on(equityWithPositions("1000", 1, 0), second(120));

    assertThat(desk.wakeAt()).isEqualTo(second(720));
  }

  @Test
  void cashTellsEquityTooButLateCashDoesNot() {
    desk.on(equityWithPositions("1000", 1, 100));
    desk.on(cash("100", "1100", 50), second(200));
    assertThat(desk.wakeAt()).isEqualTo(second(700));

    desk.on(cash("100", "1200", 300), second(300));

    assertThat(desk.wakeAt()).isEqualTo(second(900));
  }
}
