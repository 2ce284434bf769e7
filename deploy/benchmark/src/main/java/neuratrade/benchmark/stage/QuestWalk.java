package neuratrade.benchmark.stage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;

/**
 * Progress of one quest for each of many accounts, in no order, after all of them were started. No
 * quest comes as far as its first milestone. The same seed gives the same events.
 */
final class QuestWalk {

  private static final long SEED = 20_261_124;
  private static final BigDecimal TARGET = BigDecimal.valueOf(1_000_000_000);
  private static final int MOST_AT_ONCE = 100;
  private static final String QUEST = "quest-1";

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final long[] reached;
  private final Instant begin;
  private int count;

  /**
   * @param begin when the first quest was started
   */
  QuestWalk(int accounts, Instant begin) {
    this.reached = new long[accounts];
    this.begin = begin;
  }

  QuestEvent next() {
    int number = count++;
    String id = "q-" + number;
    Instant at = begin.plusMillis(number);
    if (number < reached.length) {
      return new QuestStarted(
          id, at, account(number), QUEST, "Grow", Kind.GOAL, Cadence.ONETIME, TARGET, null, null);
    }
    int account = random.nextInt(reached.length);
    reached[account] += 1 + random.nextInt(MOST_AT_ONCE);
    return new QuestProgressed(
        id, at, account(account), QUEST, BigDecimal.valueOf(reached[account]), null, null);
  }

  private static String account(int number) {
    return "account-" + number;
  }
}
