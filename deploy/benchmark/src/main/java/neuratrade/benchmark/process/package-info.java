/** The processes that are measured, and the broker's: each a JVM of its own, owned by this one. */
@NullMarked
package neuratrade.benchmark.process;

import org.jspecify.annotations.NullMarked;
