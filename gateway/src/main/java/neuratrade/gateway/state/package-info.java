/** What the aggregates' states are now, as bytes: kept for snapshots and told as they change. */
@NullMarked
package neuratrade.gateway.state;

import org.jspecify.annotations.NullMarked;
