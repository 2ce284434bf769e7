package neuratrade.local.feed;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A moment in which one exchange asks clearly less than another one bids. */
record Gap(String cheap, String dear) {

  private static final int TURNS = 3;

  // So long that all symbols have had theirs, and what was told of a pair is over before its next.
  private static final int TURNS_APART = 480;

  private static final BigDecimal LESS = new BigDecimal("0.996");
  private static final BigDecimal MORE = new BigDecimal("1.005");

  private static final List<Gap> PAIRS =
      List.of(
          new Gap(Venue.BINANCE, Venue.COINBASE),
          new Gap(Venue.KRAKEN, Venue.BINANCE),
          new Gap(Venue.COINBASE, Venue.KRAKEN));

  /** The gap of a market's turn since its first gap, null most of the time. */
  static @Nullable Gap at(int turn) {
    boolean open = turn >= 0 && turn % TURNS_APART < TURNS;
    return open ? PAIRS.get(turn / TURNS_APART % PAIRS.size()) : null;
  }

  /** What an exchange's price is multiplied by. */
  BigDecimal factor(Venue venue) {
    if (venue.name().equals(cheap)) {
      return LESS;
    }
    return venue.name().equals(dear) ? MORE : BigDecimal.ONE;
  }
}
