package neuratrade.benchmark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.risk.RiskState;
import org.junit.jupiter.api.Test;

class LoadsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Fold<RiskState, RiskEvent> fold = RiskProgram.of(Limits.DEFAULT).fold();
  private final Map<String, RiskState> accounts = new HashMap<>();

  @Test
  void everyReportOfTheWalkChangesItsAccountAndFewAreTold() {
    RandomWalk walk = new RandomWalk(100, BEGIN);
    int told = 0;
    for (int i = 0; i < 12_000; i++) {
      told += told(walk.next());
    }

    assertThat(told).isBetween(12, 600);
  }

  @Test
  void theSameSeedGivesTheSameWalk() {
    RandomWalk one = new RandomWalk(10, BEGIN);
    RandomWalk other = new RandomWalk(10, BEGIN);
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }

  @Test
  void everyPacedReportAfterAnAccountsFirstIsToldOnce() {
    PacedReports reports = new PacedReports(10);
    for (int number = 0; number < 100; number++) {
      EquityReported report = reports.report(number, BEGIN.plusMillis(number));

      assertThat(PacedReports.number(report.id())).isEqualTo(number);
      assertThat(told(report)).isEqualTo(number < 10 ? 0 : 1);
    }
  }

  private int told(EquityReported report) {
    Step<RiskState> step =
        fold.apply(accounts.get(report.accountId()), report, report.occurredAt());
    assertThat(step).isInstanceOf(Step.Changed.class);
    if (step instanceof Step.Changed<RiskState>(RiskState state, var notifications, var unused)) {
      accounts.put(report.accountId(), state);
      return notifications.size();
    }
    return 0;
  }
}
