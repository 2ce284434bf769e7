package neuratrade.signal;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.stage.Batch;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hangs the signal fold on {@code signal.events}. */
@ApplicationScoped
public class SignalStage {

  private final Program<Market, SignalEvent> program;

  @Inject
  public SignalStage(SignalRules rules) {
    program = SignalProgram.of(rules);
  }

  /** Called on the stage's thread, which alone uses the program. */
  @Incoming("signal-events")
  @NonBlocking
  void fold(Batch batch) {
    batch.fold(program);
  }
}
