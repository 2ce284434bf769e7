package neuratrade.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import neuratrade.properties.RandomLog;
import org.jspecify.annotations.Nullable;

/** A log of three accounts that are known, and of many of which nobody hears again. */
final class RiskLog extends RandomLog {

  private static final class Purse {
    final String account;
    final Map<String, Instant> newest = new HashMap<>();
    long cents = 100_000;

    Purse(String account) {
      this.account = account;
    }
  }

  private static final List<String> BROKEN =
      List.of(
          "\"equity\":1e99",
          "\"equity\":\"1e-19\"",
          "\"equity\":1e99999999",
          "\"equity\":1,\"open_positions\":-1",
          "\"type\":\"cash_moved\",\"amount\":1,\"equity\":-1",
          "\"type\":\"peak_reset\",\"peak\":0,\"requested_by\":\"ops\"",
          "\"type\":\"limits_set\",\"limits\":{\"lock\":[1]},\"requested_by\":\"ops\"",
          "\"type\":\"trade_closed\",\"trade_id\":\"t\",\"pnl\":\"1e19\"");
  private static final List<String> EXTREMES =
      List.of("0", "-1e18", "1e18", "1e-18", "99999999999999999999999999999999999999");
  private static final List<String[]> LIMITS =
      List.of(
          new String[] {"reference", "trailing"},
          new String[] {"reference", "static"},
          new String[] {"reference", "static", "static_reference", "900"},
          new String[] {"reference", "trailing_eod"},
          new String[] {"reference", "daily"},
          new String[] {"reference", null},
          new String[] {"basis", "balance"},
          new String[] {"basis", null},
          new String[] {"lock", "950", "halt_amount", "30"},
          new String[] {"lock", null, "halt_amount", null},
          new String[] {"halt_drawdown", "0.30", "auto_resume", "true"},
          new String[] {"halt_drawdown", null, "auto_resume", null},
          new String[] {"day_zone", "Europe/Berlin", "day_time", "17:30"},
          new String[] {"losses_in_row", "2", "loss_pause", "PT3M", "daily_loss", "0.5"},
          new String[] {"losses_in_row", null, "daily_loss", null},
          new String[] {"warning_drawdown", "0.5"},
          new String[] {"lock", "1e99999999"},
          new String[] {"unheard_of", "1"});

  private final List<Purse> purses = List.of(new Purse("a"), new Purse("b"), new Purse("c"));
  private final Map<String, Instant> switched = new HashMap<>();

  RiskLog(long seed) {
    super(seed, RiskFixtures.START, new Odds(6, 26, 42));
  }

  @Override
  protected long step() {
    int kind = random.nextInt(1_000);
    if (kind < 800) {
      return random.nextInt(20_000);
    }
    if (kind < 990) {
      return between(Duration.ofMinutes(1), Duration.ofMinutes(20));
    }
    return random.nextInt(15) == 0
        ? between(Duration.ofDays(80), Duration.ofDays(500))
        : between(Duration.ofHours(3), Duration.ofHours(40));
  }

  @Override
  protected long lateness() {
    return 1 + random.nextInt(120_000);
  }

  @Override
  protected Entry event() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    boolean unknown = random.nextInt(100) < 26;
    Purse purse = unknown ? new Purse("u" + number()) : oneOf(purses);
    if (unknown) {
      faults.add(Fault.UNKNOWN);
    }
    boolean outOfRange = random.nextInt(100) < 30;
    if (outOfRange) {
      faults.add(Fault.OUT_OF_RANGE);
      if (random.nextInt(10) < 7) {
        return broken(purse, faults);
      }
    }
    int kind = random.nextInt(100);
    if (kind < 48) {
      return entry(report(purse, time(purse.newest, "report", faults), outOfRange), faults);
    }
    if (kind < 60) {
      return entry(cash(purse, time(purse.newest, "cash", faults), outOfRange), faults);
    }
    if (kind < 80) {
      BigDecimal pnl = outOfRange ? extreme() : BigDecimal.valueOf(random.nextInt(7) - 4, 0);
      Instant at = time(purse.newest, "trade", faults);
      return entry(new TradeClosed(id(), at, purse.account, "t", pnl, strategy()), faults);
    }
    if (kind < 83) {
      return entry(
          new KillSwitchSet(
              id(), time(switched, "switch", faults), random.nextBoolean(), "grund \"ü\"", "ops"),
          faults);
    }
    return entry(command(purse, time(purse.newest, "command", faults)), faults);
  }

  private EquityReported report(Purse purse, Instant at, boolean outOfRange) {
    purse.cents = Math.max(20_000, purse.cents + Math.round(random.nextGaussian() * 3_000));
    BigDecimal equity = outOfRange ? extreme() : BigDecimal.valueOf(purse.cents, 2);
    BigDecimal balance =
        random.nextBoolean() ? BigDecimal.valueOf(purse.cents + random.nextInt(9_000), 2) : null;
    Integer open = random.nextInt(3) == 0 ? random.nextInt(3) : null;
    return new EquityReported(id(), at, purse.account, equity, balance, open);
  }

  private CashMoved cash(Purse purse, Instant at, boolean outOfRange) {
    long before = purse.cents;
    purse.cents =
        random.nextInt(20) == 0
            ? 0
            : Math.max(20_000, purse.cents + Math.round(random.nextGaussian() * 20_000));
    BigDecimal amount = BigDecimal.valueOf(purse.cents - before, 2);
    BigDecimal after = outOfRange ? extreme().abs() : BigDecimal.valueOf(purse.cents, 2);
    return new CashMoved(
        id(), at, purse.account, amount, after, random.nextBoolean() ? after : null);
  }

  private RiskEvent command(Purse purse, Instant at) {
    String account = purse.account;
    int kind = random.nextInt(100);
    if (kind < 15) {
      return new HaltRequested(id(), at, account, "grund \"ü\" " + number(), "ops");
    }
    if (kind < 45) {
      return new ResumeRequested(
          id(), at, account, "ops", random.nextBoolean(), random.nextBoolean());
    }
    if (kind < 60) {
      BigDecimal peak = BigDecimal.valueOf(purse.cents + 1 + random.nextInt(5_000), 2);
      return new PeakReset(id(), at, account, peak, "ops");
    }
    String[] texts = oneOf(LIMITS);
    Map<String, @Nullable String> limits = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      limits.put(texts[i], texts[i + 1]);
    }
    return new LimitsSet(id(), at, account, limits, "ops");
  }

  private BigDecimal extreme() {
    return new BigDecimal(oneOf(EXTREMES));
  }

  private @Nullable String strategy() {
    return random.nextBoolean() ? "scalping" : null;
  }

  private Entry broken(Purse purse, Set<Fault> faults) {
    Instant at = time(purse.newest, "report", faults);
    String message =
        """
        {"type":"equity_reported","id":"%s","occurred_at":"%s","account_id":"%s",%s}\
        """
            .formatted(id(), at, purse.account, oneOf(BROKEN));
    return entry(message, faults);
  }
}
