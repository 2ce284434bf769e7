package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.equityWithPositions;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.killSwitch;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.trade;

import java.io.IOException;
import java.util.List;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.properties.GoldenFiles;
import neuratrade.risk.RiskFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private final GoldenFiles files = new GoldenFiles("risk");

  @Test
  void theyShowWhatTheFoldTells() throws IOException {
    tell(equities(0, "1000", "950"));
    tell(equities(0, "1000", "900"));
    tell(equities(0, "1000", "848"));
    tell(equities(0, "1000", "950", "981"));
    tell(equity("1000", 0), halt(1), resume(2));
    tell(equity("848", 0), resume(1));
    tell(equity("848", 0), peak("880.5", 1));
    tellAt(600, equityWithPositions("1000", 2, 0), halt(60));
    tell(equity("1000", 0), trade("-50", 1));
    tell(equity("1000", 0), trade("-10", 1), trade("-2.5", 2), trade("-1", 3));
    tellAt(903, equity("1000", 0), trade("-10", 1), trade("-2.5", 2), trade("-1", 3));
    tell(equity("1000", 0), limitsSet(1, "halt_drawdown", "0.2", "auto_resume", "true"));
    tell(equity("1000", 0), limitsSet(1, "lock", "no"));
    KillSwitchSet killed = killSwitch(true, 1);
    files.note(killed.id(), List.of(CommandNotifications.killSwitch(killed, false)));

    files.areWhatWasTold();
  }

  /** What the last of these events leads to. */
  private void tell(RiskEvent... events) {
    files.note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, RiskEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    files.note(null, desk.wake(second));
  }
}
