package neuratrade.endtoend;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Random events of many accounts whose equity goes up and down so much that about a third of them
 * is told, and trades, limits and the kill switch now and then. Among them are late and repeated
 * events, some that cannot be taken, and some where another client's partitioner put them.
 */
final class Trading implements Traffic {

  private static final long START_CENTS = 100_000;
  private static final Duration LATE = Duration.ofMinutes(1);

  private final SplittableRandom random;
  private final int accounts;
  private final Duration lossPause;
  private final Map<String, Long> cents = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private int made;

  /** Without timers that are due while a test runs. */
  Trading(long seed, int accounts) {
    this(seed, accounts, Duration.ofMinutes(15));
  }

  /**
   * @param lossPause how long an account with limits of its own pauses, after which it is told
   */
  Trading(long seed, int accounts, Duration lossPause) {
    this.random = new SplittableRandom(seed);
    this.accounts = accounts;
    this.lossPause = lossPause;
  }

  @Override
  public ProducerRecord<byte[], byte[]> next(Instant now) {
    made++;
    String account = "acct-" + random.nextInt(accounts);
    int dice = random.nextInt(1_000);
    if (dice < 5) {
      return Traffic.record(Topics.RISK_EVENTS, Ground.home(account), account, "{\"type\":");
    }
    if (dice >= 985 && dice < 990) {
      return killSwitch(now);
    }
    String before = last.get(account);
    String event = dice < 25 && before != null ? before : event(dice, account, now);
    last.put(account, event);
    int partition = dice >= 995 ? Traffic.foreign(account) : Ground.home(account);
    return Traffic.record(Topics.RISK_EVENTS, partition, account, event);
  }

  /** On one partition; each folds it for itself. */
  private ProducerRecord<byte[], byte[]> killSwitch(Instant now) {
    String event =
        """
        {"type":"kill_switch_set","id":"k-%d","occurred_at":"%s","on":%s,"reason":"test","requested_by":"ops"}\
        """
            .formatted(made, now, random.nextBoolean());
    return Traffic.record(
        Topics.RISK_EVENTS, random.nextInt(Topics.PARTITIONS), Event.SHARED, event);
  }

  private String event(int dice, String account, Instant now) {
    long equity = cents.getOrDefault(account, START_CENTS);
    if (dice < 45) {
      return report(account, now.minus(LATE), equity);
    }
    if (dice < 85) {
      long amount = random.nextLong(-equity / 4, equity / 2);
      cents.put(account, equity + amount);
      return event(
          "cash_moved",
          account,
          now,
          "\"amount\":\"%s\",\"equity\":\"%s\"".formatted(text(amount), text(equity + amount)));
    }
    if (dice < 160) {
      return event("resume_requested", account, now, "\"requested_by\":\"ops\"");
    }
    if (dice < 190) {
      return event("halt_requested", account, now, "\"reason\":\"test\",\"requested_by\":\"ops\"");
    }
    if (dice < 220) {
      return event(
          "peak_reset",
          account,
          now,
          "\"peak\":\"%s\",\"requested_by\":\"ops\"".formatted(text(equity + equity / 50)));
    }
    if (dice < 270) {
      long pnl = random.nextLong(-equity / 40, equity / 50);
      return event(
          "trade_closed",
          account,
          now,
          "\"trade_id\":\"t-%d\",\"pnl\":\"%s\"".formatted(made, text(pnl)));
    }
    if (dice < 280) {
      return event(
          "limits_set",
          account,
          now,
          "\"limits\":{\"losses_in_row\":2,\"loss_pause\":\"%s\",\"daily_loss\":\"0.0%d\"},\"requested_by\":\"ops\""
              .formatted(lossPause, random.nextInt(1, 6)));
    }
    long next = Math.max(1_000, equity * random.nextInt(850, 1_160) / 1_000);
    cents.put(account, next);
    return report(account, now, next);
  }

  private String report(String account, Instant at, long equity) {
    return event("equity_reported", account, at, "\"equity\":\"" + text(equity) + "\"");
  }

  private String event(String type, String account, Instant at, String fields) {
    return event(type, "e-" + made, at, account, fields);
  }

  static String event(String type, String id, Instant at, String account, String fields) {
    return "{\"type\":\"%s\",\"id\":\"%s\",\"occurred_at\":\"%s\",\"account_id\":\"%s\",%s}"
        .formatted(type, id, at, account, fields);
  }

  static String report(String id, String account, String equity, Instant at) {
    return event("equity_reported", id, at, account, "\"equity\":" + equity);
  }

  private static String text(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
