/** Threads that work for as long as the gateway lives, and how what a thread owns is ended. */
@NullMarked
package neuratrade.gateway.thread;

import org.jspecify.annotations.NullMarked;
