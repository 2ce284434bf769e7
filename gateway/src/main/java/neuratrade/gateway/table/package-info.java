/** Topics that are read from their beginning, and what their records add up to. */
@NullMarked
package neuratrade.gateway.table;

import org.jspecify.annotations.NullMarked;
