package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.properties.Partition;
import neuratrade.properties.Partition.Outcome;
import neuratrade.properties.RandomLog.Entry;
import neuratrade.quest.QuestProgram;
import neuratrade.quest.QuestRules;
import neuratrade.risk.Limits;
import neuratrade.risk.RiskProgram;
import neuratrade.signal.ConfiguredRules;
import neuratrade.signal.SignalConfig;
import neuratrade.signal.SignalProgram;
import org.jspecify.annotations.Nullable;

/** Streams of the demo in a time of their own, over what the workers run. */
final class Rehearsal {

  private final List<Stream> streams;
  private final Partition<?, RiskEvent> risk =
      new Partition<>(RiskProgram.of(Limits.DEFAULT), this::tell);
  private final Partition<?, QuestEvent> quests =
      new Partition<>(QuestProgram.of(QuestRules.DEFAULT), this::tell);
  private final Partition<?, SignalEvent> signals =
      new Partition<>(SignalProgram.of(ConfiguredRules.of(usual())), this::tell);
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
      Entry tick = new Entry(null, now, Set.of());
      List.of(risk, quests, signals).forEach(log -> log.take(tick));
      turn.stream().next(now).forEach(event -> take(event, now));
      turns.add(new Turn(turn.stream(), now.plus(turn.stream().every())));
    }
  }

  /** As the worker reads what the feed writes. */
  private void take(Event event, Instant now) {
    Partition<?, ?> log =
        switch (event) {
          case RiskEvent _ -> risk;
          case QuestEvent _ -> quests;
          case SignalEvent _ -> signals;
          default -> throw new AssertionError(event);
        };
    assertThat(log.take(new Entry(Json.write(event), now, Set.of())))
        .as("%s", event)
        .isIn(Outcome.CHANGED, Outcome.STALE);
  }

  private <S> void tell(
      String aggregate,
      @Nullable Event event,
      @Nullable S before,
      @Nullable S after,
      List<Notification> notifications,
      Instant now) {
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
