/** The gateway beside what else could stand in its place. */
@NullMarked
package neuratrade.benchmark.gateway;

import org.jspecify.annotations.NullMarked;
