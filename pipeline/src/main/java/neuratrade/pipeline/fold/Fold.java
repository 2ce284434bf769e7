package neuratrade.pipeline.fold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one topic: a pure function. It does no I/O, reads no clock and starts nothing, so a
 * log always folds to the same states and notifications, on any machine, at any speed.
 *
 * @param <S> an aggregate's state, immutable
 * @param <E> the topic's events
 */
public interface Fold<S, E> {

  /**
   * What an event makes of its aggregate.
   *
   * @param state what is known of the aggregate, null if nothing
   * @param at the broker's timestamp of the event's record; windows and timers run on this
   */
  Step<S> apply(@Nullable S state, E event, Instant at);

  /**
   * What time makes of an aggregate: called once its {@link Step.Changed#wakeAt} has passed.
   *
   * @param at the broker's timestamp of the record that shows that the time has come
   */
  Step<S> wake(S state, Instant at);
}
