package neuratrade.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import neuratrade.signal.quality.Facts;
import neuratrade.signal.quality.Gates;
import neuratrade.signal.quality.Quality;
import neuratrade.signal.quality.Scorer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scores and gates as configuration sets them when nobody says otherwise. */
class ScoringTest {

  private static final Scorer SCORER = SignalFixtures.rules().scorer();
  private static final Gates GATES = SignalFixtures.rules().gates();

  @Test
  void theOverallScoreIsTheWeightedSumOfAllOthers() {
    Quality quality =
        SCORER.score(
            facts(
                List.of("binance", "coinbase"), "0.8", 1, 0, "200000", null, "0.0001", null, null));

    assertThat(quality.exchange()).isEqualByComparingTo("0.8231");
    assertThat(quality.volume()).isEqualByComparingTo("1");
    assertThat(quality.liquidity()).as("a depth that nobody tells").isEqualByComparingTo("0.7");
    assertThat(quality.volatility()).as("without candles").isEqualByComparingTo("0.5");
    assertThat(quality.timing()).isEqualByComparingTo("1");
    assertThat(quality.risk().multiply(BigDecimal.valueOf(3)))
        .as("of three things, volatility left out")
        .isCloseTo(new BigDecimal("0.1769"), offset(tiny()));
    assertThat(quality.multiSignal()).isEqualByComparingTo("0.5");
    assertThat(quality.freshness()).isEqualByComparingTo("1");
    assertThat(quality.market()).isEqualByComparingTo("0.5");
    // .2×.8231 + .15 + .15×.7 + .1×.5 + .1 + .1×.8 + .1×(1 − .1769÷3) + .05×.5 + .03 + .02×.5
    assertThat(quality.overall())
        .isCloseTo(new BigDecimal("0.80872333333333333333"), offset(tiny()));
    assertThat(GATES.accept(quality)).isTrue();
    assertThat(GATES.tell(quality)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "binance, 0.8657, 0.1343",
    "BINANCE, 0.8657, 0.1343",
    "kraken, 0.6990, 0.3010",
    "okx, 0.5, 0.7",
    "binance+okx, 0.68285, 0.41715",
    "binance+coinbase+okx, 0.7154, 0.3512666666666666666666666666666667",
    "'', 0, 1"
  })
  void exchangesCountByHowFarTheyCanBeReliedOn(String names, String score, String risk) {
    List<String> exchanges = names.isEmpty() ? List.of() : List.of(names.split("\\+"));

    Quality quality =
        SCORER.score(facts(exchanges, "0.8", 1, 0, "200000", null, "0.0001", null, null));

    assertThat(quality.exchange()).isEqualByComparingTo(score);
    assertThat(quality.risk())
        .isCloseTo(
            new BigDecimal(risk).divide(BigDecimal.valueOf(3), MathContext.DECIMAL128),
            offset(tiny()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.3, 0.2",
    "0.005, 0.3, 0.2",
    "0.0125, 0.55, 0.2",
    "0.02, 0.8, 0.2",
    "0.05, 0.8, 0.2",
    "0.1, 0.5, 0.35",
    "0.15, 0.2, 0.5",
    "0.9, 0.2, 1"
  })
  void volatilityIsBestInTheMiddleAndARiskInTheEnd(String range, String score, String risk) {
    Quality quality =
        SCORER.score(facts(List.of("binance"), "0.8", 1, 0, "200000", null, "0.0001", range, null));

    assertThat(quality.volatility()).isEqualByComparingTo(score);
    assertThat(quality.risk().multiply(BigDecimal.valueOf(4)))
        .isEqualByComparingTo(new BigDecimal(risk).add(new BigDecimal("0.1343")));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.52", "10000, 0.52", "100000, 0.82", "1000000, 1", "55000, 0.67"})
  void depthIsThreeFifthsOfLiquidity(String depth, String liquidity) {
    Quality quality =
        SCORER.score(facts(List.of("binance"), "0.8", 1, 0, "200000", depth, "0.0001", null, null));

    assertThat(quality.liquidity()).isEqualByComparingTo(liquidity);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "60, 1", "180, 0.95", "300, 0.9", "900, 0.7", "3600, 0.3", "99999, 0.1"})
  void aSignalAges(long seconds, String timing) {
    Quality quality =
        SCORER.score(
            facts(List.of("binance"), "0.8", 1, seconds, "200000", null, "0.0001", null, null));

    assertThat(quality.timing()).isEqualByComparingTo(timing);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "2, 0.65", "3, 0.8", "4, 0.9", "9, 0.9"})
  void findingsThatAgreeCount(int findings, String score) {
    Quality quality =
        SCORER.score(
            facts(List.of("binance"), "0.8", findings, 0, "200000", null, "0.0001", null, null));

    assertThat(quality.multiSignal()).isEqualByComparingTo(score);
  }

  @ParameterizedTest
  @CsvSource({"-2, 0.6", "2, 0.6", "-5, 0.8", "10, 0.9", "-20, 0.7", "80, 0.4"})
  void theMarketsMoveCountsWhateverItsSign(String change, String score) {
    Quality quality =
        SCORER.score(
            facts(List.of("binance"), "0.8", 1, 0, "200000", null, "0.0001", null, change));

    assertThat(quality.market()).isEqualByComparingTo(score);
  }

  @ParameterizedTest
  @CsvSource({
    "overall,    0.5999",
    "exchange, 0.6999",
    "volume, 0.4999",
    "liquidity, 0.4999",
    "confidence, 0.5999",
    "risk, 0.4001"
  })
  void everyGateIsExact(String gate, String justBeside) {
    Quality good = quality("none", "0");

    assertThat(GATES.accept(good)).isTrue();
    assertThat(GATES.accept(quality(gate, justBeside))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.7, true", "0.6999, false"})
  void whatIsToldMustBeBetterStill(String overall, boolean told) {
    assertThat(GATES.tell(quality("overall", overall))).isEqualTo(told);
  }

  /** Just good enough, but for one score. */
  private static Quality quality(String name, String value) {
    BigDecimal other = new BigDecimal(value);
    BigDecimal any = BigDecimal.ONE;
    return new Quality(
        name.equals("overall") ? other : new BigDecimal("0.6"),
        name.equals("exchange") ? other : new BigDecimal("0.7"),
        name.equals("volume") ? other : new BigDecimal("0.5"),
        name.equals("liquidity") ? other : new BigDecimal("0.5"),
        any,
        any,
        name.equals("confidence") ? other : new BigDecimal("0.6"),
        name.equals("risk") ? other : new BigDecimal("0.4"),
        any,
        any,
        any);
  }

  private static BigDecimal tiny() {
    return new BigDecimal("1e-18");
  }

  private static Facts facts(
      List<String> exchanges,
      String confidence,
      int findings,
      long age,
      String volume,
      @Nullable String depth,
      String spread,
      @Nullable String volatility,
      @Nullable String change) {
    return new Facts(
        exchanges,
        new BigDecimal(confidence),
        findings,
        Duration.ofSeconds(age),
        Duration.ZERO,
        new BigDecimal(volume),
        depth == null ? null : new BigDecimal(depth),
        new BigDecimal(spread),
        volatility == null ? null : new BigDecimal(volatility),
        change == null ? null : new BigDecimal(change));
  }
}
