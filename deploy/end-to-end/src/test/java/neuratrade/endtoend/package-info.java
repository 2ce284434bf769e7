/** The whole pipeline as it runs: real processes, a real broker, and faults of every kind. */
@NullMarked
package neuratrade.endtoend;

import org.jspecify.annotations.NullMarked;
