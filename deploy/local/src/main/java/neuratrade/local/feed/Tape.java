package neuratrade.local.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Trades in bitcoin that really were, one after the other. */
final class Tape {

  private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";

  private Tape() {}

  /**
   * One trade.
   *
   * @param second when it was, in seconds since 1970
   * @param price in US dollars
   * @param amount in bitcoin
   */
  record Trade(long second, BigDecimal price, BigDecimal amount) {}

  /**
   * 100 000 trades on Bitstamp, 25 November to 1 December 2013, from the jar of ta4j's examples.
   * They rise from 800 to 1 240 and fall to 900 in between, and by 3 % many times.
   */
  static List<Trade> bitstamp() {
    try (InputStream file = Tape.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: ta4j-examples carries it");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII));
      return lines.lines().skip(1).map(Tape::trade).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // timestamp,price,amount
  private static Trade trade(String line) {
    int price = line.indexOf(',') + 1;
    int amount = line.indexOf(',', price) + 1;
    return new Trade(
        Long.parseLong(line, 0, price - 1, 10),
        new BigDecimal(line.substring(price, amount - 1)).stripTrailingZeros(),
        new BigDecimal(line.substring(amount)).stripTrailingZeros());
  }
}
