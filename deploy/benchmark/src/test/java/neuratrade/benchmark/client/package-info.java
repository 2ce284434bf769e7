/** Many WebSocket clients in one process, which count what they get and cost next to nothing. */
@NullMarked
package neuratrade.benchmark.client;

import org.jspecify.annotations.NullMarked;
