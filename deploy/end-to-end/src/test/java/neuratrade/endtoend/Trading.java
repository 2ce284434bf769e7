package neuratrade.endtoend;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Random events of many accounts whose equity goes up and down so much that about a third of them
 * is told. Among them are late and repeated events, some that cannot be taken, and some where
 * another client's partitioner put them.
 */
final class Trading implements Traffic {

  private static final long START_CENTS = 100_000;
  private static final Duration LATE = Duration.ofMinutes(1);

  private final SplittableRandom random;
  private final int accounts;
  private final Map<String, Long> cents = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private int made;

  Trading(long seed, int accounts) {
    this.random = new SplittableRandom(seed);
    this.accounts = accounts;
  }

  @Override
  public ProducerRecord<byte[], byte[]> next(Instant now) {
    made++;
    String account = "acct-" + random.nextInt(accounts);
    int dice = random.nextInt(1_000);
    if (dice < 5) {
      return Traffic.record(Topics.RISK_EVENTS, Ground.home(account), account, "{\"type\":");
    }
    String before = last.get(account);
    String event = dice < 25 && before != null ? before : event(dice, account, now);
    last.put(account, event);
    int partition = dice >= 995 ? Traffic.foreign(account) : Ground.home(account);
    return Traffic.record(Topics.RISK_EVENTS, partition, account, event);
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
