/** The signal worker: what a market shows, and what of it is worth telling. */
@NullMarked
package neuratrade.signal;

import org.jspecify.annotations.NullMarked;
