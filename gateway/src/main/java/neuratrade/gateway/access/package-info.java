/** Who a token belongs to and what its holder may hear. */
@NullMarked
package neuratrade.gateway.access;

import org.jspecify.annotations.NullMarked;
