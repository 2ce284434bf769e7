package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import org.junit.jupiter.api.Test;

/** The promise of the demo: whoever looks, whenever, sees a halt within a minute. */
class DemoTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);
  private static final Duration LOOKED_AT = Duration.ofMinutes(15);
  private static final BigDecimal KEPT = new BigDecimal("0.85");
  private static final List<BigDecimal> PRICES = Prices.bitstamp();

  @Test
  void hasTheRealPrices() {
    assertThat(PRICES).hasSize(100_000);
    assertThat(PRICES.getFirst()).isEqualByComparingTo("800.01");
    assertThat(PRICES.getLast()).isEqualByComparingTo("999");
  }

  @Test
  void haltsSomebodyWithinFortyFiveSecondsAtAnyTimeFromAnyStart() {
    for (int shift = 0; shift < 100; shift += 5) {
      List<Instant> halts = haltsFrom(shift);

      assertThat(longestPause(halts))
          .as("the longest time without a halt, begun %d %% later", shift)
          .isLessThan(Duration.ofSeconds(45));
    }
  }

  private static List<Instant> haltsFrom(int shift) {
    List<Instant> halts = new ArrayList<>();
    Map<String, Trader> traders = new HashMap<>();
    for (DemoAccount each : DemoAccount.ALL) {
      DemoAccount shifted =
          new DemoAccount(each.id(), each.leverage(), (each.startPercent() + shift) % 100);
      traders.put(each.id(), new Trader(shifted, PRICES, () -> "e"));
    }
    Map<String, Rule> rules = new HashMap<>();
    for (Instant at = NOW; at.isBefore(NOW.plus(LOOKED_AT)); at = at.plus(BETWEEN_REPORTS)) {
      for (Trader trader : traders.values()) {
        RiskEvent event = trader.next(at);
        if (rules.computeIfAbsent(event.aggregate(), id -> new Rule()).halts(event)) {
          trader.halted(at);
          halts.add(at);
        }
      }
    }
    return halts;
  }

  private static Duration longestPause(List<Instant> halts) {
    Duration longest = Duration.ZERO;
    Instant before = NOW;
    List<Instant> all = new ArrayList<>(halts);
    all.add(NOW.plus(LOOKED_AT));
    for (Instant halt : all) {
      Duration pause = Duration.between(before, halt);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      before = halt;
    }
    return longest;
  }

  /** The rule in short: 15 % under the highest equity since the last resume. */
  private static final class Rule {

    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal equity = BigDecimal.ZERO;
    private boolean halted;

    boolean halts(RiskEvent event) {
      switch (event) {
        case EquityReported report -> {
          equity = report.equity();
          peak = peak.max(equity);
          if (!halted && equity.compareTo(peak.multiply(KEPT)) <= 0) {
            halted = true;
            return true;
          }
        }
        case CashMoved cash -> {
          BigDecimal before = cash.equity().subtract(cash.amount());
          peak = peak.multiply(cash.equity()).divide(before, java.math.MathContext.DECIMAL64);
          equity = cash.equity();
        }
        case ResumeRequested _ -> {
          halted = false;
          peak = equity;
        }
        case RiskEvent.HaltRequested _,
            RiskEvent.PeakReset _,
            RiskEvent.TradeClosed _,
            RiskEvent.LimitsSet _,
            RiskEvent.KillSwitchSet _ ->
            throw new AssertionError("the demo does not " + event);
      }
      return false;
    }
  }
}
