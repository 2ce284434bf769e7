package neuratrade.quest;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.stage.Batch;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hangs the quest fold on {@code quest.events}. */
@ApplicationScoped
public class QuestStage {

  private final Program<Board, QuestEvent> program;

  @Inject
  public QuestStage(QuestRules rules) {
    program = QuestProgram.of(rules);
  }

  /** Called on the stage's thread, which alone uses the program. */
  @Incoming("quest-events")
  @NonBlocking
  void fold(Batch batch) {
    batch.fold(program);
  }
}
