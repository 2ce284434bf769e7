package neuratrade.endtoend;

import java.time.Instant;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.risk.RiskState;
import org.jspecify.annotations.Nullable;

/** The risk-worker's program, as shipped and with a fault. */
final class Programs {

  private Programs() {}

  static Program<RiskState, RiskEvent> risk() {
    return RiskProgram.of(Limits.DEFAULT);
  }

  /** One whose fold throws at the event of this id. */
  static Program<RiskState, RiskEvent> throwingAt(String id) {
    Program<RiskState, RiskEvent> real = risk();
    Fold<RiskState, RiskEvent> fold = real.fold();
    return new Program<>(
        new Fold<>() {
          @Override
          public Step<RiskState> apply(@Nullable RiskState state, RiskEvent event, Instant at) {
            if (event.id().equals(id)) {
              throw new IllegalStateException("a fault of the test at " + id);
            }
            return fold.apply(state, event, at);
          }

          @Override
          public Step<RiskState> wake(RiskState state, Instant at) {
            return fold.wake(state, at);
          }
        },
        real.decoder(),
        real.states());
  }
}
