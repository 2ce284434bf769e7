package neuratrade.risk;

import static neuratrade.risk.RiskFixtures.ACCOUNT;
import static neuratrade.risk.RiskFixtures.second;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.CashMoved;
import neuratrade.pipeline.message.RiskEvent.EquityReported;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;

/**
 * An account's life by chance: mostly reports of a wandering equity, some cash, some commands, a
 * few of them late or again.
 */
final class RandomEvents {

  private final Random random;
  private long cents = 100_000;
  private long second;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  List<RiskEvent> take(int count) {
    List<RiskEvent> events = new ArrayList<>();
    while (events.size() < count) {
      boolean repeats = !events.isEmpty() && random.nextInt(20) == 0;
      events.add(repeats ? events.get(random.nextInt(events.size())) : next(events.size()));
    }
    return events;
  }

  private RiskEvent next(int number) {
    second += random.nextInt(3);
    Instant time = second(random.nextInt(15) == 0 ? second - random.nextInt(20) : second);
    String id = "e-" + number;
    int kind = random.nextInt(100);
    if (kind < 80) {
      cents += Math.round(random.nextGaussian() * 2_500);
      int open = random.nextInt(4);
      return new EquityReported(id, time, ACCOUNT, amount(cents), null, open == 3 ? null : open);
    }
    if (kind < 90) {
      long before = cents;
      cents = Math.max(0, cents + Math.round(random.nextGaussian() * 30_000));
      return new CashMoved(id, time, ACCOUNT, amount(cents - before), amount(cents), null);
    }
    if (kind < 93) {
      return new HaltRequested(id, time, ACCOUNT, "grund \"ü\" " + number, "ops");
    }
    if (kind < 98) {
      return new ResumeRequested(id, time, ACCOUNT, "ops", random.nextBoolean(), false);
    }
    return new PeakReset(id, time, ACCOUNT, amount(Math.max(1, cents + 5_000)), "ops");
  }

  private static BigDecimal amount(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
