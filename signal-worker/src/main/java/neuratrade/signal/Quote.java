package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.fold.Newest;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import org.jspecify.annotations.Nullable;

/**
 * The newest prices of an exchange.
 *
 * @param newest when they were so, and the ids of that time
 */
public record Quote(
    String exchange,
    BigDecimal bid,
    BigDecimal ask,
    BigDecimal last,
    BigDecimal volume,
    @Nullable BigDecimal bidDepth,
    @Nullable BigDecimal askDepth,
    @Nullable BigDecimal changePercent,
    Newest newest) {

  static Quote of(QuoteReceived event, Newest newest) {
    return new Quote(
        event.exchange(),
        event.bid(),
        event.ask(),
        event.last(),
        event.volume24h(),
        event.bidDepth(),
        event.askDepth(),
        event.change24hPercent(),
        newest.with(event.occurredAt(), event.id()));
  }

  Instant at() {
    return newest.at();
  }
}
