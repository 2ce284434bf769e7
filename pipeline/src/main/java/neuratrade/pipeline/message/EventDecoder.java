package neuratrade.pipeline.message;

import java.time.Instant;

/**
 * Reads the events of one topic. A decoder reuses its buffers and belongs to one thread.
 *
 * @param <E> the topic's sealed interface
 */
public interface EventDecoder<E extends Event> {

  /**
   * Reads one event.
   *
   * @param value the record's value, JSON in UTF-8
   * @param at the record's broker timestamp: an {@code occurred_at} later than this is taken as
   *     this, and one that is more than 5 minutes later is refused
   * @throws UnreadableException with the reason for the dead letter
   */
  E decode(byte[] value, Instant at) throws UnreadableException;

  /** Whether the last event's {@code occurred_at} was ahead of the broker and taken back to it. */
  boolean clockWasAhead();
}
