/**
 * What a worker is: a pure function from a state and an event to the next state and what people are
 * told.
 */
@NullMarked
package neuratrade.pipeline.fold;

import org.jspecify.annotations.NullMarked;
