/** The reading of the notifications topic. */
@NullMarked
package neuratrade.gateway.feed;

import org.jspecify.annotations.NullMarked;
