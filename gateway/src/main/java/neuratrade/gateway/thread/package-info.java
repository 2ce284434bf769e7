/** Threads that work for as long as the gateway lives. */
@NullMarked
package neuratrade.gateway.thread;

import org.jspecify.annotations.NullMarked;
