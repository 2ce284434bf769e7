/** Measures what the design promises, with the peers beside us, and says which bars are met. */
@NullMarked
package neuratrade.benchmark;

import org.jspecify.annotations.NullMarked;
