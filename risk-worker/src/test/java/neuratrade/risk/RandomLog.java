package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.RiskEvent.TradeClosed;
import org.jspecify.annotations.Nullable;

/** A log by chance, in which much is wrong. */
final class RandomLog {

  /** What is odd about an event; several things may be. */
  enum Fault {
    /** Older than the newest of its kind and account. */
    LATE,
    /** A record that came before, byte for byte. */
    REPEATED,
    /** As old as the newest of its kind and account, and another one. */
    EQUAL_TIME,
    /** A number, time or limit that no message may have, or the largest that one may. */
    OUT_OF_RANGE,
    /** Of an account of which nothing was ever reported. */
    UNKNOWN_AGGREGATE
  }

  /**
   * @param value null for a tick
   */
  record Entry(byte @Nullable [] value, Instant at, Set<Fault> faults) {}

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

  private final Random random;
  private final List<Purse> purses = List.of(new Purse("a"), new Purse("b"), new Purse("c"));
  private final Map<String, Instant> switched = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private Instant now = RiskFixtures.START;
  private int number;

  RandomLog(long seed) {
    random = new Random(seed);
  }

  List<Entry> take(int count) {
    while (entries.size() < count) {
      now = now.plusMillis(step());
      entries.add(next());
    }
    return entries;
  }

  /** How many of the events have each fault, in percent. */
  static Map<Fault, Long> statistics(List<Entry> entries) {
    long events = entries.stream().filter(each -> each.value() != null).count();
    Map<Fault, Long> percents = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      long faulty = entries.stream().filter(each -> each.faults().contains(fault)).count();
      percents.put(fault, 100 * faulty / events);
    }
    return percents;
  }

  static String line(Map<Fault, Long> statistics) {
    return statistics.entrySet().stream()
        .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + "=" + each.getValue() + "%")
        .collect(Collectors.joining(" "));
  }

  private long step() {
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

  private long between(Duration least, Duration most) {
    return least.toMillis() + (long) (random.nextDouble() * most.minus(least).toMillis());
  }

  private Entry next() {
    int kind = random.nextInt(100);
    if (kind < 6) {
      return new Entry(null, now, EnumSet.noneOf(Fault.class));
    }
    if (kind < 32 && !entries.isEmpty()) {
      int back = random.nextInt(3) > 0 ? Math.min(entries.size(), 20) : entries.size();
      Entry again = entries.get(entries.size() - 1 - random.nextInt(back));
      if (again.value() != null) {
        Set<Fault> faults = EnumSet.of(Fault.REPEATED);
        faults.addAll(again.faults());
        return new Entry(again.value(), now, faults);
      }
    }
    return event();
  }

  private Entry event() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    boolean unknown = random.nextInt(100) < 26;
    Purse purse = unknown ? new Purse("u" + number) : purses.get(random.nextInt(purses.size()));
    if (unknown) {
      faults.add(Fault.UNKNOWN_AGGREGATE);
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

  private Instant time(Map<String, Instant> known, String group, Set<Fault> faults) {
    Instant newest = known.get(group);
    Instant occurredAt = now.minusMillis(random.nextInt(2_000));
    int kind = random.nextInt(100);
    if (newest != null && kind < 42) {
      faults.add(Fault.LATE);
      return newest.minusMillis(1 + random.nextInt(120_000));
    }
    if (newest != null && kind < 84) {
      faults.add(Fault.EQUAL_TIME);
      return newest;
    }
    known.merge(group, occurredAt, (a, b) -> a.isAfter(b) ? a : b);
    return occurredAt;
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
      return new HaltRequested(id(), at, account, "grund \"ü\" " + number, "ops");
    }
    if (kind < 45) {
      return new ResumeRequested(
          id(), at, account, "ops", random.nextBoolean(), random.nextBoolean());
    }
    if (kind < 60) {
      BigDecimal peak = BigDecimal.valueOf(purse.cents + 1 + random.nextInt(5_000), 2);
      return new PeakReset(id(), at, account, peak, "ops");
    }
    String[] texts = LIMITS.get(random.nextInt(LIMITS.size()));
    Map<String, @Nullable String> limits = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      limits.put(texts[i], texts[i + 1]);
    }
    return new LimitsSet(id(), at, account, limits, "ops");
  }

  private BigDecimal extreme() {
    return new BigDecimal(EXTREMES.get(random.nextInt(EXTREMES.size())));
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
            .formatted(id(), at, purse.account, BROKEN.get(random.nextInt(BROKEN.size())));
    return new Entry(message.getBytes(UTF_8), now, faults);
  }

  private Entry entry(RiskEvent event, Set<Fault> faults) {
    return new Entry(Json.write(event), now, faults);
  }

  private String id() {
    return "e-" + number++;
  }
}
