package neuratrade.benchmark.stage;

import java.math.BigDecimal;
import java.time.Instant;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;

/**
 * Of one symbol after the other a quote, which tells nothing, and two proposals, to buy and to
 * sell, which are told. A symbol's second signal of a side would be no news, so each comes once.
 */
final class PacedProposals {

  private static final int EVENTS_A_SYMBOL = 3;
  private static final String EXCHANGE = "binance";
  private static final BigDecimal CONFIDENCE = new BigDecimal("0.9");
  private static final BigDecimal BID = new BigDecimal("99.99");
  private static final BigDecimal ASK = new BigDecimal("100.01");
  private static final BigDecimal VOLUME = BigDecimal.valueOf(100_000);
  private static final BigDecimal DEPTH = BigDecimal.valueOf(9_000);

  private PacedProposals() {}

  static SignalEvent event(int number, Instant at) {
    String id = PacedReports.PREFIX + number;
    String symbol = "S" + number / EVENTS_A_SYMBOL + "/USDT";
    int turn = number % EVENTS_A_SYMBOL;
    if (turn == 0) {
      return new QuoteReceived(id, at, symbol, EXCHANGE, BID, ASK, ASK, VOLUME, DEPTH, DEPTH, null);
    }
    Action action = turn == 1 ? Action.BUY : Action.SELL;
    return new SignalProposed(id, at, symbol, action, CONFIDENCE, "trend", null, null, null);
  }

  /** How many of the first events are told. */
  static int told(int events) {
    return events - (events + EVENTS_A_SYMBOL - 1) / EVENTS_A_SYMBOL;
  }
}
