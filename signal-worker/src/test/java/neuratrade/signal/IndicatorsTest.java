package neuratrade.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That doubles tell what decimals tell, or leave it to them. */
class IndicatorsTest {

  private static final List<String> EXTREMES =
      List.of("1e18", "1e-18", "9".repeat(38), "9".repeat(20) + "." + "9".repeat(18));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void pricesThatWalkAreToldAsInDecimals(long seed) {
    Random random = new Random(seed);
    int crossings = 0;
    for (int i = 0; i < 250; i++) {
      double price = Math.pow(10, random.nextInt(37) - 18);
      double most = Math.pow(10, -random.nextInt(16));
      int scale = Math.clamp((int) -Math.log10(price * most) + random.nextInt(3), -18, 18);
      crossings += isTheSame(candles(random, price, most, scale));
    }
    System.out.printf("seed=%d over_their_lines=%d%n", seed, crossings);
    assertThat(crossings).isGreaterThan(100);
  }

  @Test
  void pricesThatHardlyMoveOrJumpAreToldAsInDecimals() {
    Random random = new Random(5);
    for (int i = 0; i < 250; i++) {
      List<String> prices =
          random.nextBoolean() ? EXTREMES : List.of("0.1", "0.1", "0.1", "0.1000000001", "0.3");
      isTheSame(
          IntStream.range(0, 49 + random.nextInt(12))
              .mapToObj(minute ->
                  candle(minute, new BigDecimal(prices.get(random.nextInt(prices.size())))))
              .toList());
    }
  }

  @Test
  void onALineIsNeitherUnderNorOverIt() {
    for (String price : List.of("0.1", "87000.07", "1e-18", "9".repeat(38))) {
      Indicators flat =
          new Indicators(
              IntStream.range(0, 60)
                  .mapToObj(minute -> candle(minute, new BigDecimal(price)))
                  .toList());

      assertThat(flat.average()).isZero();
      assertThat(flat.macd()).isZero();
      assertThat(flat.rsi(50)).isZero();
    }
  }

  /** How many lie over their lines. */
  private static int isTheSame(List<Candle> candles) {
    Indicators quick = new Indicators(candles);
    DecimalIndicators exact = new DecimalIndicators(candles);
    int over = 0;
    for (int line : List.of(30, 35, 50, 65, 70)) {
      assertThat(quick.rsi(line)).as("RSI %d %s", line, candles).isEqualTo(exact.rsi(line));
      over += quick.rsi(line) > 0 ? 1 : 0;
    }
    assertThat(quick.average()).as("average %s", candles).isEqualTo(exact.average());
    assertThat(quick.macd()).as("MACD %s", candles).isEqualTo(exact.macd());
    return over;
  }

  private static List<Candle> candles(Random random, double price, double most, int scale) {
    List<Candle> candles = new ArrayList<>();
    double walked = price;
    double drift = random.nextGaussian() / 2;
    for (int minute = 0; minute < 49 + random.nextInt(12); minute++) {
      walked *= 1 + (random.nextGaussian() + drift) * most / 10;
      BigDecimal shown = new BigDecimal(Math.max(walked, price / 2));
      candles.add(candle(minute, shown.setScale(scale, RoundingMode.UP)));
    }
    return candles;
  }

  private static Candle candle(long minute, BigDecimal price) {
    return new Candle(Instant.EPOCH.plusSeconds(60 * minute), price, price, price);
  }
}
