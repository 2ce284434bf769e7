/** The commands of {@code deploy/local}: up, token, watch and check. */
@NullMarked
package neuratrade.local;

import org.jspecify.annotations.NullMarked;
