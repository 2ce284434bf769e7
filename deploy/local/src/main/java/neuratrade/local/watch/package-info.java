/** A WebSocket client of the gateway that prints what it hears. */
@NullMarked
package neuratrade.local.watch;

import org.jspecify.annotations.NullMarked;
