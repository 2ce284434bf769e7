/** What operators want done: made into events and written to their topics. */
@NullMarked
package neuratrade.gateway.command;

import org.jspecify.annotations.NullMarked;
