/** How long a service takes from the start of its process until it is ready. */
@NullMarked
package neuratrade.benchmark.start;

import org.jspecify.annotations.NullMarked;
