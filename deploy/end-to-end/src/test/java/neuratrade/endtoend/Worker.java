package neuratrade.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.stage.StageTopics;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import neuratrade.quest.Board;
import neuratrade.quest.QuestProgram;
import neuratrade.quest.QuestRules;
import neuratrade.risk.RiskState;
import neuratrade.signal.Market;

/**
 * One of the pipeline's workers, as a test needs to know it.
 *
 * @param service its module, and its consumer group
 * @param created the topics that it needs
 * @param settings with which it is started, so that its timers are due while a test runs
 * @param programs makes what it runs, with the same settings
 * @param traffic makes random events from a seed
 */
record Worker<S, E extends Event>(
    String service,
    StageTopics topics,
    List<Topic> created,
    Map<String, String> settings,
    Supplier<Program<S, E>> programs,
    LongFunction<Traffic> traffic) {

  private static final Duration SOON = Duration.ofSeconds(1);

  static final Worker<RiskState, RiskEvent> RISK =
      new Worker<>(
          "risk-worker",
          new StageTopics(
              Topics.RISK_EVENTS,
              Topics.RISK_STATE,
              Topics.RISK_DEAD_LETTERS,
              Topics.NOTIFICATIONS),
          Topics.risk(),
          Map.of(),
          Programs::risk,
          seed -> new Trading(seed, 200, SOON));

  static final Worker<Board, QuestEvent> QUEST =
      new Worker<>(
          "quest-worker",
          new StageTopics(
              Topics.QUEST_EVENTS,
              Topics.QUEST_STATE,
              Topics.QUEST_DEAD_LETTERS,
              Topics.NOTIFICATIONS),
          Topics.quest(),
          Map.of(
              "neuratrade.quest.progress-interval",
              SOON.toString(),
              "neuratrade.quest.deadline-grace",
              SOON.toString()),
          () -> QuestProgram.of(soon(QuestRules.DEFAULT)),
          seed -> new Questing(seed, 100));

  private static final Map<String, String> SHORT_LIVES =
      Map.of(
          "neuratrade.signal.signal-life", "PT4S",
          "neuratrade.signal.opportunity-life", "PT2S",
          "neuratrade.signal.crossings-together", "PT2S",
          "neuratrade.signal.renew-after", "PT0.2S",
          "neuratrade.signal.repeat-window", "PT1S");

  static final Worker<Market, SignalEvent> SIGNAL = signal(SHORT_LIVES);

  static final List<Worker<?, ?>> ALL = List.of(RISK, QUEST, SIGNAL);

  static Worker<Market, SignalEvent> signal(Map<String, String> settings) {
    return new Worker<>(
        "signal-worker",
        new StageTopics(
            Topics.SIGNAL_EVENTS,
            Topics.SIGNAL_STATE,
            Topics.SIGNAL_DEAD_LETTERS,
            Topics.NOTIFICATIONS),
        Topics.signal(),
        settings,
        () -> Programs.signal(settings),
        seed -> new Quoting(seed, 40));
  }

  private static QuestRules soon(QuestRules rules) {
    return new QuestRules(
        rules.milestones(),
        SOON,
        SOON,
        rules.endedKept(),
        rules.idleExpiry(),
        rules.rateWindow(),
        rules.maxQuests());
  }

  /** The name of one of its processes. */
  String instance(int number) {
    return service + "-" + number;
  }

  @Override
  public String toString() {
    return service;
  }
}
