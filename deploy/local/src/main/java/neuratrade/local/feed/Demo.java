package neuratrade.local.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import neuratrade.local.feed.Tape.Trade;

/** All that happens in the demo. */
final class Demo {

  private static final Duration BETWEEN_PROPOSALS = Duration.ofSeconds(20);

  private Demo() {}

  /**
   * @param tape real trades, one after the other
   * @param ids gives each event its id
   * @param known what a run before left of the accounts
   */
  static List<Stream> streams(
      List<Trade> tape, Supplier<String> ids, Map<String, LastKnown> known, Instant now) {
    List<BigDecimal> prices = tape.stream().map(Trade::price).toList();
    List<Stream> streams = new ArrayList<>();
    streams.add(Accounts.of(DemoAccount.ALL, prices, ids, known, now));
    Duration proposes = Duration.ZERO;
    for (Listing listing : Listing.ALL) {
      Market market = new Market(listing, tape, ids, now);
      proposes = proposes.plus(BETWEEN_PROPOSALS);
      streams.add(market);
      streams.add(new Momentum(market, proposes, ids));
    }
    return streams;
  }
}
