package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.cash;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.named;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;

/** What comes late or again changes nothing. */
class LateAndRepeatedTest {

  private final Desk desk = new Desk();

  @Test
  void anOlderReportIsStale() {
    desk.on(equity("1000", 5));

    assertThat(desk.types(equity("100", 4))).isEmpty();
    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.account().equity()).isEqualByComparingTo("1000");
  }

  @Test
  void aReportOfTheSameTimeIsTakenUnlessItsIdIsKnown() {
    desk.on(named("a", equity("1000", 5)), named("b", equity("990", 5)));
    assertThat(desk.account().equity()).isEqualByComparingTo("990");

    desk.on(named("a", equity("1000", 5)), named("b", equity("990", 5)));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.account().equity()).isEqualByComparingTo("990");
  }

  @Test
  void ofOneTimeTheLastSixteenReportsAreKnown() {
    for (int i = 0; i < 17; i++) {
      desk.on(named("r" + i, equity("1000", 5)));
    }

    desk.on(named("r1", equity("1000", 5)));
    assertThat(desk.stale()).isEqualTo(1);
    desk.on(named("r0", equity("1000", 5)));
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void aCashMoveIsTakenOnce() {
    desk.on(equity("1000", 1), cash("1000", "2000", 2), equity("2100", 3));

    desk.on(cash("1000", "2000", 2));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.reference()).isEqualByComparingTo("2100");
  }

  @Test
  void aCashMoveBeyondTheRememberedOnesIsStale() {
    desk.on(equity("1000", 1));
    for (int i = 0; i < 64; i++) {
      desk.on(cash("0", "1000", 10 + i));
    }
    assertThat(desk.stale()).isZero();
    desk.on(cash("0", "1000", 9));
    assertThat(desk.stale()).as("older than the oldest of 64").isEqualTo(1);

    CashMoved sameTimeAsTheOldest =
        new CashMoved("new", second(10), "42", BigDecimal.ZERO, new BigDecimal("1000"), null);
    desk.on(sameTimeAsTheOldest);

    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void aReportFromBeforeACashMoveIsStale() {
    desk.on(equity("1000", 1), cash("1000", "2000", 5));

    assertThat(desk.types(equity("1000", 4))).isEmpty();
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void aCommandIsTakenOnceAndInOrder() {
    desk.on(equity("1000", 1), halt(5), resume(6));

    assertThat(desk.types(halt(5))).as("again").isEmpty();
    assertThat(desk.types(halt(4))).as("older than the newest").isEmpty();
    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.account().isTradingAllowed()).isTrue();
  }

  @Test
  void aRepeatedCommandIsKnownThoughItsTimeIsNew() {
    desk.on(halt(5), resume(6));

    desk.on(new HaltRequested("halt-5", second(7), "42", "odd fills", "ops"));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.account().isTradingAllowed()).isTrue();
  }

  @Test
  void aRefusedCommandIsRememberedToo() {
    desk.on(equity("1000", 1), resume(2));

    assertThat(desk.types(resume(2))).isEmpty();
    assertThat(desk.stale()).isEqualTo(1);
  }

  @Test
  void reportsAndCommandsAreNotComparedWithEachOther() {
    desk.on(halt(9));

    desk.on(equity("1000", 3));

    assertThat(desk.stale()).isZero();
  }
}
