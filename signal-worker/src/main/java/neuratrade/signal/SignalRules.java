package neuratrade.signal;

import java.math.BigDecimal;
import java.time.Duration;
import neuratrade.signal.quality.Gates;
import neuratrade.signal.quality.Scorer;

/**
 * What the signal worker goes by.
 *
 * @param quoteKept how long a quote says what an exchange bids and asks
 * @param quotesApart two quotes so far apart or less show prices of the same time
 * @param minProfit an arbitrage that brings less is none
 * @param opportunityLife how long an opportunity is open if nobody says until when
 * @param crossingsTogether crossings at most so far apart make one signal
 * @param signalLife how long a signal lives after its last renewal, at most
 * @param renewAfter quotes renew a signal at most once in so long
 * @param repeatWindow a signal that ended is not told again within so long of its last renewal
 * @param symbolKept a symbol of which nothing is heard for so long is forgotten
 * @param maxLive signals of a symbol at a time
 */
public record SignalRules(
    Duration quoteKept,
    Duration quotesApart,
    BigDecimal minProfit,
    Duration opportunityLife,
    Duration crossingsTogether,
    Duration signalLife,
    Duration renewAfter,
    Duration repeatWindow,
    Duration symbolKept,
    int maxLive,
    Scorer scorer,
    Gates gates) {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_LIVE = 16;

  /**
   * @throws IllegalArgumentException that begins with the key, in the form in which configuration
   *     writes it, and says what it must be
   */
  public SignalRules {
    checkDuration("quote-kept", quoteKept, LONGEST);
    checkDuration("quotes-apart", quotesApart, quoteKept);
    checkDuration("signal-life", signalLife, LONGEST);
    // Opportunities are remembered as long as a signal may live, and must be over by then.
    checkDuration("opportunity-life", opportunityLife, signalLife);
    checkDuration("crossings-together", crossingsTogether, signalLife);
    checkDuration("renew-after", renewAfter, signalLife);
    checkDuration("repeat-window", repeatWindow, LONGEST);
    checkDuration("symbol-kept", symbolKept, LONGEST.multipliedBy(60));
    if (symbolKept.compareTo(signalLife.plus(repeatWindow)) < 0) {
      throw refused(
          "symbol-kept", symbolKept, "it must not be shorter than signal-life and repeat-window");
    }
    if (minProfit.signum() <= 0 || minProfit.compareTo(BigDecimal.ONE) > 0) {
      throw refused("min-profit", minProfit, "it must be above 0, and 1 at most");
    }
    if (maxLive < 1 || maxLive > MOST_LIVE) {
      throw refused("max-live", maxLive, "it must be within 1 and " + MOST_LIVE);
    }
  }

  private static void checkDuration(String key, Duration value, Duration most) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
      throw refused(key, value, "it must be within PT0.001S and " + most);
    }
  }

  static IllegalArgumentException refused(String key, Object value, String what) {
    return new IllegalArgumentException("%s is %s: %s".formatted(key, value, what));
  }
}
