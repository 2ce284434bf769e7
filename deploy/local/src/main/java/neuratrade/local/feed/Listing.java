package neuratrade.local.feed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A symbol of the demo. All have bitcoin's real moves, each from another hour on and at a price of
 * its own.
 *
 * @param scale its price is so many times bitcoin's
 * @param startPercent where on the tape it begins
 * @param firstGap the turn of its first gap; apart from the others'
 */
record Listing(String symbol, BigDecimal scale, int startPercent, int firstGap) {

  private static final int TURNS_BETWEEN_GAPS = 13;

  /** As many that somewhere an average crosses another at the end of about every minute. */
  static final List<Listing> ALL = listings();

  private static List<Listing> listings() {
    Map<String, String> scales = new LinkedHashMap<>();
    scales.put("BTC", "1");
    scales.put("ETH", "0.04");
    scales.put("SOL", "0.15");
    scales.put("XRP", "0.002");
    scales.put("LTC", "0.03");
    scales.put("DOGE", "0.0003");
    scales.put("ADA", "0.0007");
    scales.put("AVAX", "0.03");
    scales.put("BCH", "0.45");
    scales.put("DOT", "0.006");
    scales.put("LINK", "0.02");
    scales.put("UNI", "0.009");
    scales.put("ATOM", "0.008");
    scales.put("ETC", "0.025");
    scales.put("FIL", "0.005");
    scales.put("NEAR", "0.006");
    scales.put("APT", "0.01");
    scales.put("ARB", "0.0008");
    scales.put("OP", "0.002");
    scales.put("SUI", "0.001");
    scales.put("INJ", "0.03");
    scales.put("TIA", "0.01");
    scales.put("SEI", "0.0005");
    scales.put("AAVE", "0.1");
    scales.put("MKR", "1.5");
    scales.put("ALGO", "0.0002");
    scales.put("XLM", "0.0001");
    scales.put("XTZ", "0.001");
    scales.put("EOS", "0.0008");
    scales.put("ICP", "0.012");
    scales.put("HBAR", "0.00008");
    scales.put("GRT", "0.0002");
    scales.put("SAND", "0.0005");
    scales.put("MANA", "0.0005");
    scales.put("AXS", "0.008");
    scales.put("RUNE", "0.005");
    List<Listing> listings = new ArrayList<>();
    scales.forEach((base, scale) -> {
      int number = listings.size();
      listings.add(
          new Listing(
              base + "/USDT",
              new BigDecimal(scale),
              100 * number / scales.size(),
              20 + TURNS_BETWEEN_GAPS * number));
    });
    return List.copyOf(listings);
  }
}
