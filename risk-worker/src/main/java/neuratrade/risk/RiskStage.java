package neuratrade.risk;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.stage.Batch;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hangs the risk fold on {@code risk.events}. */
@ApplicationScoped
public class RiskStage {

  private final Program<RiskState, RiskEvent> program;

  @Inject
  public RiskStage(Limits limits) {
    program = RiskProgram.of(limits);
  }

  /** Called on the stage's thread, which alone uses the program. */
  @Incoming("risk-events")
  @NonBlocking
  void fold(Batch batch) {
    batch.fold(program);
  }
}
