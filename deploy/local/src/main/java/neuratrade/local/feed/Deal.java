package neuratrade.local.feed;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A position that was closed.
 *
 * @param id the trade's name
 * @param pnl what it won, or lost if negative
 */
record Deal(String id, Instant at, BigDecimal pnl) {}
