package neuratrade.quest;

import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEventDecoder;

/** The quest worker's fold with what reads its events and keeps its states. */
public final class QuestProgram {

  private QuestProgram() {}

  /** A new program, for one thread. */
  public static Program<Board, QuestEvent> of(QuestRules rules) {
    return new Program<>(new QuestFold(rules), new QuestEventDecoder(), new BoardCodec());
  }
}
