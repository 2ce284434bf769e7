/** How good a signal is, from 0 to 1, and whether that is good enough. */
@NullMarked
package neuratrade.signal.quality;

import org.jspecify.annotations.NullMarked;
