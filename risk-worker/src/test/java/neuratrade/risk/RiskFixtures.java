package neuratrade.risk;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import neuratrade.properties.FoldDesk;
import org.jspecify.annotations.Nullable;

/** Events of account 42, each named after its second, and a desk at which they are folded. */
final class RiskFixtures {

  static final String ACCOUNT = "42";
  static final long DAY = 86_400;
  static final Instant START = Instant.parse("2026-11-23T09:30:00Z");

  private RiskFixtures() {}

  static Instant second(long second) {
    return START.plusSeconds(second);
  }

  static EquityReported equity(String equity, long second) {
    return new EquityReported(
        "equity-" + second, second(second), ACCOUNT, new BigDecimal(equity), null, null);
  }

  static EquityReported equityWithPositions(String equity, int open, long second) {
    return new EquityReported(
        "equity-" + second, second(second), ACCOUNT, new BigDecimal(equity), null, open);
  }

  static EquityReported named(String id, EquityReported report) {
    return new EquityReported(
        id, report.occurredAt(), ACCOUNT, report.equity(), null, report.openPositions());
  }

  /** Reports one second apart, the first at {@code second}. */
  static RiskEvent[] equities(long second, String... equities) {
    RiskEvent[] events = new RiskEvent[equities.length];
    for (int i = 0; i < equities.length; i++) {
      events[i] = equity(equities[i], second + i);
    }
    return events;
  }

  static CashMoved cash(String amount, String equityAfter, long second) {
    return new CashMoved(
        "cash-" + second,
        second(second),
        ACCOUNT,
        new BigDecimal(amount),
        new BigDecimal(equityAfter),
        null);
  }

  static HaltRequested halt(long second) {
    return new HaltRequested("halt-" + second, second(second), ACCOUNT, "odd fills", "ops");
  }

  static ResumeRequested resume(long second) {
    return new ResumeRequested("resume-" + second, second(second), ACCOUNT, "ops", true, false);
  }

  static ResumeRequested resumeWithoutRebase(long second) {
    return new ResumeRequested("resume-" + second, second(second), ACCOUNT, "ops", false, false);
  }

  static PeakReset peak(String peak, long second) {
    return new PeakReset("peak-" + second, second(second), ACCOUNT, new BigDecimal(peak), "ops");
  }

  static TradeClosed trade(String pnl, long second) {
    return new TradeClosed(
        "trade-" + second, second(second), ACCOUNT, "t" + second, new BigDecimal(pnl), null);
  }

  static ResumeRequested resumeOverridingTheDay(long second) {
    return new ResumeRequested("resume-" + second, second(second), ACCOUNT, "ops", true, true);
  }

  /** Keys and values in turn; a null value is the way back to the usual one. */
  static LimitsSet limitsSet(long second, @Nullable String... texts) {
    Map<String, @Nullable String> limits = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      limits.put(requireNonNull(texts[i]), texts[i + 1]);
    }
    return new LimitsSet("limits-" + second, second(second), ACCOUNT, limits, "ops");
  }

  static KillSwitchSet killSwitch(boolean on, long second) {
    return new KillSwitchSet("kill-" + second, second(second), on, "exchange is down", "ops");
  }

  /** The usual limits with some others in their place, keys and values in turn. */
  static Limits limits(String... texts) {
    Map<LimitKey, String> own = new EnumMap<>(LimitKey.class);
    for (int i = 0; i < texts.length; i += 2) {
      own.put(requireNonNull(LimitKey.of(texts[i]), texts[i]), texts[i + 1]);
    }
    return new OwnLimits(own).over(Limits.DEFAULT);
  }

  static Limits limitsWithAutoResume() {
    return limits("auto_resume", "true");
  }

  /** One account under the fold. */
  static final class Desk extends FoldDesk<RiskState, RiskEvent> {

    Desk(Limits limits) {
      super(new RiskFold(limits));
    }

    Desk() {
      this(Limits.DEFAULT);
    }

    List<Notification> wake(long second) {
      return wake(second(second));
    }

    Account account() {
      return (Account) state();
    }

    @Nullable BigDecimal reference() {
      return account().peak();
    }

    List<Block.Kind> blocks() {
      return account().blocks().stream().map(Block::kind).toList();
    }
  }
}
