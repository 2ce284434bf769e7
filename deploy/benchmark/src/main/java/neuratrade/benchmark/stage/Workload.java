package neuratrade.benchmark.stage;

import java.time.Instant;
import java.util.function.Supplier;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.quest.QuestProgram;
import neuratrade.quest.QuestRules;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;

/** A worker's program, and events for it. */
enum Workload {
  RISK {
    @Override
    Program<?, ?> program() {
      return RiskProgram.of(Limits.DEFAULT);
    }

    @Override
    Supplier<? extends Event> backlog(int accounts, Instant begin) {
      return new RandomWalk(accounts, begin)::next;
    }

    @Override
    Paced paced(int accounts) {
      PacedReports reports = new PacedReports(accounts);
      return new Paced(accounts, reports::report);
    }
  },

  QUEST {
    @Override
    Program<?, ?> program() {
      return QuestProgram.of(QuestRules.DEFAULT);
    }

    @Override
    Supplier<? extends Event> backlog(int accounts, Instant begin) {
      return new QuestWalk(accounts, begin)::next;
    }

    @Override
    Paced paced(int accounts) {
      PacedQuests quests = new PacedQuests(accounts);
      return new Paced(0, quests::event);
    }
  };

  /**
   * Events of which each one leads to one notification, whose cause ends in the event's number.
   *
   * @param silent how many of the first tell nothing
   */
  record Paced(int silent, Sequence sequence) {}

  /** The event of each number. */
  @FunctionalInterface
  interface Sequence {

    Event event(int number, Instant occurredAt);
  }

  /** A new program, for one thread. */
  abstract Program<?, ?> program();

  /**
   * Events of which few are worth telling, a millisecond after each other.
   *
   * @param begin when the first one happened
   */
  abstract Supplier<? extends Event> backlog(int accounts, Instant begin);

  abstract Paced paced(int accounts);
}
