package neuratrade.properties;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Notification;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate under a fold. The broker's clock shows what the event says, and as in the stage a
 * timer that is due goes before the event.
 *
 * @param <S> the state of an aggregate
 * @param <E> the events of the fold
 */
public class FoldDesk<S, E extends Event> {

  private final Fold<S, E> fold;
  private final List<String> rejected = new ArrayList<>();
  private @Nullable S state;
  private @Nullable Instant wakeAt;
  private int stale;

  protected FoldDesk(Fold<S, E> fold) {
    this.fold = fold;
  }

  /** What an event tells that the broker takes at that time. */
  public final List<Notification> on(E event, Instant at) {
    List<Notification> told = new ArrayList<>();
    if (state != null && wakeAt != null && !at.isBefore(wakeAt)) {
      told.addAll(wake(at));
    }
    told.addAll(take(fold.apply(state, event, at)));
    return told;
  }

  /** What is told. */
  @SafeVarargs
  public final List<Notification> on(E... events) {
    List<Notification> told = new ArrayList<>();
    for (E event : events) {
      told.addAll(on(event, event.occurredAt()));
    }
    return told;
  }

  /** The types of what is told. */
  @SafeVarargs
  public final List<String> types(E... events) {
    return on(events).stream().map(Notification::type).toList();
  }

  /** What time tells. */
  public final List<Notification> wake(Instant at) {
    return take(fold.wake(state(), at));
  }

  public final boolean isEmpty() {
    return state == null;
  }

  public final S state() {
    return requireNonNull(state);
  }

  public final @Nullable Instant wakeAt() {
    return wakeAt;
  }

  /** How many events came late or again so far. */
  public final int stale() {
    return stale;
  }

  /** The reasons of the dead letters so far. */
  public final List<String> rejected() {
    return rejected;
  }

  private List<Notification> take(Step<S> step) {
    return switch (step) {
      case Step.Changed<S> changed -> {
        state = changed.state();
        wakeAt = changed.wakeAt();
        yield changed.notifications();
      }
      case Step.Stale<S> _ -> {
        stale++;
        yield List.of();
      }
      case Step.Rejected<S> refusal -> {
        rejected.add(refusal.reason());
        yield List.of();
      }
    };
  }
}
