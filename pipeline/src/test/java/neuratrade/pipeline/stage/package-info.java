/** The stage, tried on a real broker. */
@NullMarked
package neuratrade.pipeline.stage;

import org.jspecify.annotations.NullMarked;
