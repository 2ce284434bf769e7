package neuratrade.benchmark.stage;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.quest.QuestProgram;
import neuratrade.quest.QuestRules;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.signal.ConfiguredRules;
import neuratrade.signal.SignalConfig;
import neuratrade.signal.SignalProgram;

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
      return new Paced(events -> events - accounts, reports::report);
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
      return new Paced(events -> events, quests::event);
    }
  },

  SIGNAL {
    @Override
    Program<?, ?> program() {
      SignalConfig defaults =
          new SmallRyeConfigBuilder()
              .withMapping(SignalConfig.class)
              .build()
              .getConfigMapping(SignalConfig.class);
      return SignalProgram.of(ConfiguredRules.of(defaults));
    }

    @Override
    Supplier<? extends Event> backlog(int accounts, Instant begin) {
      return new SignalWalk(accounts, begin)::next;
    }

    @Override
    Paced paced(int accounts) {
      return new Paced(PacedProposals::told, PacedProposals::event);
    }
  };

  /**
   * Numbered events of which each leads to one notification, if any, whose cause ends in its
   * number.
   *
   * @param tells how many notifications the first so many events lead to
   */
  record Paced(IntUnaryOperator tells, Sequence sequence) {

    int told(int events) {
      return tells.applyAsInt(events);
    }
  }

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
