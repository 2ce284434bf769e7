/** The connections, each owned by one event loop, and the way of a record to those that listen. */
@NullMarked
package neuratrade.gateway.hub;

import org.jspecify.annotations.NullMarked;
