package neuratrade.endtoend;

import java.time.Instant;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.risk.Account;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import org.jspecify.annotations.Nullable;

/** The risk-worker's program, as shipped and with a fault. */
final class Programs {

  private Programs() {}

  static Program<Account, RiskEvent> risk() {
    return RiskProgram.of(Limits.DEFAULT);
  }

  /** One whose fold throws at the event of this id. */
  static Program<Account, RiskEvent> throwingAt(String id) {
    Program<Account, RiskEvent> real = risk();
    Fold<Account, RiskEvent> fold = real.fold();
    return new Program<>(
        new Fold<>() {
          @Override
          public Step<Account> apply(@Nullable Account state, RiskEvent event, Instant at) {
            if (event.id().equals(id)) {
              throw new IllegalStateException("a fault of the test at " + id);
            }
            return fold.apply(state, event, at);
          }

          @Override
          public Step<Account> wake(Account state, Instant at) {
            return fold.wake(state, at);
          }
        },
        real.decoder(),
        real.states());
  }
}
