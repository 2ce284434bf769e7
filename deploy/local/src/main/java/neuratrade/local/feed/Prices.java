package neuratrade.local.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prices in US dollars at which bitcoin was really traded, one after the other. */
final class Prices {

  private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";

  private Prices() {}

  /**
   * 100 000 trades on Bitstamp, 25 November to 1 December 2013, from the jar of ta4j's examples.
   * They rise from 800 to 1 240 and fall to 900 in between, and by 3 % many times.
   */
  static List<BigDecimal> bitstamp() {
    try (InputStream file = Prices.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: ta4j-examples carries it");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII));
      return lines.lines().skip(1).map(Prices::price).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // timestamp,price,amount
  private static BigDecimal price(String line) {
    int from = line.indexOf(',') + 1;
    return new BigDecimal(line.substring(from, line.indexOf(',', from))).stripTrailingZeros();
  }
}
