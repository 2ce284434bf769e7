package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import neuratrade.local.feed.Tape.Trade;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.SignalEvent.CandleClosed;
import neuratrade.pipeline.message.SignalEvent.QuoteReceived;
import org.junit.jupiter.api.Test;

class MarketTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
  private static final int FIRST_GAP = 10;
  private static final Listing LISTING = new Listing("BTC/USDT", BigDecimal.TWO, 0, FIRST_GAP);

  private final Market market = new Market(LISTING, tape(), new EventIds(0), NOW);

  @Test
  void beginsWithTheCandlesBeforeAndQuotesEveryExchangeASecond() {
    List<Event> first = market.next(NOW);

    assertThat(first).filteredOn(CandleClosed.class::isInstance).hasSize(Market.CANDLES_BEFORE);
    assertThat(quotes(first))
        .extracting(QuoteReceived::exchange)
        .containsExactly("binance", "coinbase", "kraken", "okx");
    assertThat(market.next(NOW)).hasSize(4);
  }

  @Test
  void closesACandleAMinuteOfFiveMinutesOfTheTape() {
    List<CandleClosed> candles =
        IntStream.rangeClosed(0, 120)
            .mapToObj(turn -> market.next(NOW.plusSeconds(turn)))
            .flatMap(List::stream)
            .filter(CandleClosed.class::isInstance)
            .map(CandleClosed.class::cast)
            .toList();

    assertThat(candles).hasSize(Market.CANDLES_BEFORE + 2);
    assertThat(candles.get(Market.CANDLES_BEFORE - 1).openTime()).isEqualTo(NOW.minusSeconds(60));
    CandleClosed last = candles.getLast();
    assertThat(last.openTime()).isEqualTo(NOW.plusSeconds(60));
    assertThat(last.open()).isEqualByComparingTo("200");
    assertThat(last.volume()).isEqualByComparingTo("5");
  }

  @Test
  void showsAClearGapForThreeSecondsAndHardlyAnyElse() {
    for (int turn = 0; turn < 2 * FIRST_GAP; turn++) {
      boolean open = turn >= FIRST_GAP && turn < FIRST_GAP + 3;

      assertThat(profit(quotes(market.next(NOW))).doubleValue())
          .as("turn %d", turn)
          .isBetween(open ? 0.006 : -1.0, open ? 0.01 : 0.001);
    }
  }

  /** The best bid over the best ask. */
  private static BigDecimal profit(List<QuoteReceived> quotes) {
    BigDecimal bid =
        quotes.stream().map(QuoteReceived::bid).max(Comparator.naturalOrder()).orElseThrow();
    BigDecimal ask =
        quotes.stream().map(QuoteReceived::ask).min(Comparator.naturalOrder()).orElseThrow();
    return bid.subtract(ask).divide(ask, MathContext.DECIMAL32);
  }

  private static List<QuoteReceived> quotes(List<Event> events) {
    return events.stream()
        .filter(QuoteReceived.class::isInstance)
        .map(QuoteReceived.class::cast)
        .toList();
  }

  /** A trade of one bitcoin a minute, at 100 dollars, for six hours. */
  private static List<Trade> tape() {
    return IntStream.range(0, 360)
        .mapToObj(minute -> new Trade(60L * minute, new BigDecimal(100), BigDecimal.ONE))
        .toList();
  }
}
