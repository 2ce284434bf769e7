package neuratrade.local.feed;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.quest.QuestProgram;
import neuratrade.quest.QuestRules;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.signal.ConfiguredRules;
import neuratrade.signal.SignalConfig;
import neuratrade.signal.SignalProgram;

/** Streams of the demo in a time of their own, over what the workers run. */
final class Rehearsal {

  private final List<Stream> streams;
  private final FoldedLog<?, RiskEvent> risk = new FoldedLog<>(RiskProgram.of(Limits.DEFAULT));
  private final FoldedLog<?, QuestEvent> quests =
      new FoldedLog<>(QuestProgram.of(QuestRules.DEFAULT));
  private final FoldedLog<?, SignalEvent> signals =
      new FoldedLog<>(SignalProgram.of(ConfiguredRules.of(usual())));
  private final List<Told> told = new ArrayList<>();

  record Told(Instant at, Notification notification) {

    String type() {
      return notification.type();
    }
  }

  private record Turn(Stream stream, Instant due) {}

  private Rehearsal(List<Stream> streams) {
    this.streams = streams;
  }

  /** All that is told from the beginning, in order. */
  static List<Told> of(List<Stream> streams, Instant from, Duration length) {
    Rehearsal rehearsal = new Rehearsal(streams);
    rehearsal.run(from, from.plus(length));
    return rehearsal.told;
  }

  private void run(Instant from, Instant until) {
    PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::due));
    streams.forEach(stream -> turns.add(new Turn(stream, from.plus(stream.after()))));
    for (Turn turn = turns.poll();
        turn != null && turn.due().isBefore(until);
        turn = turns.poll()) {
      Instant now = turn.due();
      tell(risk.wake(now), now);
      tell(quests.wake(now), now);
      tell(signals.wake(now), now);
      for (Event event : turn.stream().next(now)) {
        tell(take(event, now), now);
      }
      turns.add(new Turn(turn.stream(), now.plus(turn.stream().every())));
    }
  }

  private List<Notification> take(Event event, Instant now) {
    return switch (event) {
      case RiskEvent of -> risk.take(of, now);
      case QuestEvent of -> quests.take(of, now);
      case SignalEvent of -> signals.take(of, now);
      default -> throw new AssertionError(event);
    };
  }

  private void tell(List<Notification> notifications, Instant now) {
    for (Notification notification : notifications) {
      told.add(new Told(now, notification));
      Heard heard = new Heard(notification.channel(), notification.type());
      streams.forEach(stream -> stream.hear(heard, now));
    }
  }

  private static SignalConfig usual() {
    return new SmallRyeConfigBuilder()
        .withMapping(SignalConfig.class)
        .build()
        .getConfigMapping(SignalConfig.class);
  }
}
