/** The stage: runs a fold over a topic so that every event counts exactly once. */
@NullMarked
package neuratrade.pipeline.stage;

import org.jspecify.annotations.NullMarked;
