package neuratrade.local.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.UnreadableException;
import org.jspecify.annotations.Nullable;

/** A worker's program over one topic, event by event, with its timers and without Kafka. */
final class FoldedLog<S, E extends Event> {

  private final Program<S, E> program;
  private final Map<String, Held<S>> held = new HashMap<>();

  private record Held<S>(String key, S state, @Nullable Instant wakeAt) {

    boolean isDue(Instant now) {
      return wakeAt != null && !wakeAt.isAfter(now);
    }
  }

  FoldedLog(Program<S, E> program) {
    this.program = program;
  }

  /** What an event tells, after all that is due before it. */
  List<Notification> take(Event event, Instant at) {
    List<Notification> told = wake(at);
    String key = event.aggregate();
    Held<S> before = held.get(key);
    switch (program.fold().apply(before == null ? null : before.state(), read(event, at), at)) {
      case Step.Changed<S> changed -> keep(key, changed, told);
      case Step.Stale<S>() -> {}
      case Step.Rejected<S>(var reason, var detail) ->
          throw new AssertionError("%s: %s (%s)".formatted(event, reason, detail));
    }
    return told;
  }

  /** What time tells. */
  List<Notification> wake(Instant at) {
    List<Notification> told = new ArrayList<>();
    held.values().stream()
        .filter(each -> each.isDue(at))
        .sorted(Comparator.comparing(Held::key))
        .toList()
        .forEach(due -> {
          if (program.fold().wake(due.state(), at) instanceof Step.Changed<S> changed) {
            keep(due.key(), changed, told);
          }
        });
    return told;
  }

  private void keep(String key, Step.Changed<S> changed, List<Notification> told) {
    S state = changed.state();
    if (state == null) {
      held.remove(key);
    } else {
      held.put(key, new Held<>(key, state, changed.wakeAt()));
    }
    told.addAll(changed.notifications());
  }

  /** As the worker reads what the feed writes. */
  private E read(Event event, Instant at) {
    try {
      return program.decoder().decode(Json.write(event), at);
    } catch (UnreadableException e) {
      throw new AssertionError("%s: %s".formatted(event, e.detail()), e);
    }
  }
}
