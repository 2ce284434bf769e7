package neuratrade.benchmark.stage;

import java.time.Instant;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestPaused;
import neuratrade.pipeline.message.QuestEvent.QuestResumed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;

/** Every account starts a quest, pauses it and resumes it, in turn; each of that is told once. */
final class PacedQuests {

  private static final String QUEST = "quest-1";

  private final int accounts;

  PacedQuests(int accounts) {
    this.accounts = accounts;
  }

  QuestEvent event(int number, Instant at) {
    String id = PacedReports.PREFIX + number;
    String account = "account-" + number % accounts;
    int turn = number / accounts;
    if (turn == 0) {
      return new QuestStarted(
          id, at, account, QUEST, "Watch", Kind.ROUTINE, Cadence.DAILY, null, null, null);
    }
    return turn % 2 == 1
        ? new QuestPaused(id, at, account, QUEST)
        : new QuestResumed(id, at, account, QUEST);
  }
}
