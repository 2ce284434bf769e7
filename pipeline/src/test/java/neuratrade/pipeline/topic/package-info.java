/** How topics are set up. */
@NullMarked
package neuratrade.pipeline.topic;

import org.jspecify.annotations.NullMarked;
