/** Starts the parts of a local run as processes, looks after them and leaves none behind. */
@NullMarked
package neuratrade.local.run;

import org.jspecify.annotations.NullMarked;
