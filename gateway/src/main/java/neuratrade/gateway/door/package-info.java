/** Who may open a connection, from where, how many and how often. */
@NullMarked
package neuratrade.gateway.door;

import org.jspecify.annotations.NullMarked;
