package neuratrade.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Random events of many accounts' quests: most of them progress, so that milestones are passed and
 * targets reached; some have a deadline that comes soon, some are never started.
 */
final class Questing implements Traffic {

  private static final int QUESTS = 4;
  private static final Duration LATE = Duration.ofMinutes(1);

  private final SplittableRandom random;
  private final int accounts;
  private final Map<String, Integer> generation = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private int made;

  Questing(long seed, int accounts) {
    this.random = new SplittableRandom(seed);
    this.accounts = accounts;
  }

  @Override
  public ProducerRecord<byte[], byte[]> next(Instant now) {
    made++;
    String account = "quester-" + random.nextInt(accounts);
    int dice = random.nextInt(1_000);
    if (dice < 5) {
      return Traffic.record(Topics.QUEST_EVENTS, Ground.home(account), account, "{\"type\":");
    }
    String before = last.get(account);
    String event = dice < 25 && before != null ? before : event(dice, account, now);
    last.put(account, event);
    int partition = dice >= 990 ? Traffic.foreign(account) : Ground.home(account);
    return Traffic.record(Topics.QUEST_EVENTS, partition, account, event);
  }

  private String event(int dice, String account, Instant now) {
    String slot = account + "-" + random.nextInt(QUESTS);
    Integer quest = generation.get(slot);
    if (quest == null || dice < 75) {
      quest = made;
      generation.put(slot, quest);
      return event("quest_started", account, slot + "-" + quest, now, plan(now));
    }
    String id = slot + "-" + quest;
    if (dice < 90) {
      return event("quest_paused", account, id, now, "");
    }
    if (dice < 105) {
      return event("quest_resumed", account, id, now, "");
    }
    if (dice < 115) {
      return event("quest_cancelled", account, id, now, "");
    }
    if (dice < 125) {
      return event("quest_completed", account, id, now, "");
    }
    if (dice < 135) {
      return event("quest_failed", account, id, now, ",\"error\":\"no luck\"");
    }
    if (dice < 155) {
      return event("quest_progressed", account, id, now.minus(LATE), ",\"current\":\"1\"");
    }
    if (dice < 160) {
      return event("quest_progressed", account, "never-" + made, now, ",\"current\":\"1\"");
    }
    String checkpoint = ",\"checkpoint\":{\"step\":%d}".formatted(made);
    return event(
        "quest_progressed",
        account,
        id,
        now,
        dice < 600
            ? ",\"increment\":" + random.nextInt(20) + checkpoint
            : ",\"current\":\"" + random.nextInt(110) + "\"");
  }

  private String plan(Instant now) {
    String deadline =
        random.nextInt(3) == 0
            ? ",\"deadline\":\"%s\"".formatted(now.plusMillis(random.nextInt(1_000, 10_000)))
            : "";
    String target = random.nextInt(8) == 0 ? "" : ",\"target\":100";
    return ",\"name\":\"Get there\",\"kind\":\"goal\",\"cadence\":\"onetime\"" + target + deadline;
  }

  private String event(String type, String account, String quest, Instant at, String fields) {
    return """
    {"type":"%s","id":"q-%d","occurred_at":"%s","account_id":"%s","quest_id":"%s"%s}\
    """
        .formatted(type, made, at, account, quest, fields);
  }
}
