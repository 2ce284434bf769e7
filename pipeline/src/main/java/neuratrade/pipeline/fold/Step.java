package neuratrade.pipeline.fold;

import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Notification;
import org.jspecify.annotations.Nullable;

/** The outcome of one event or one timer. */
public sealed interface Step<S> {

  /**
   * The aggregate's state from now on.
   *
   * @param state null if the aggregate is to be forgotten
   * @param notifications in the order in which they are told
   * @param wakeAt when {@link Fold#wake} is to be called, null for never; it replaces the one
   *     before
   */
  record Changed<S>(@Nullable S state, List<Notification> notifications, @Nullable Instant wakeAt)
      implements Step<S> {}

  /** The event came late or again, or has nothing to say, as a signal to hold: nothing changes. */
  record Stale<S>() implements Step<S> {}

  /** The event cannot be taken; it goes to the dead letters. */
  record Rejected<S>(String reason, String detail) implements Step<S> {}
}
