package neuratrade.pipeline.fold;

import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.EventDecoder;

/**
 * All that a stage needs to know of a worker. The decoder and the codec reuse buffers: one program,
 * one thread.
 *
 * @param <S> the state of an aggregate
 * @param <E> the events of the input topic
 */
public record Program<S, E extends Event>(
    Fold<S, E> fold, EventDecoder<E> decoder, StateCodec<S> states) {}
