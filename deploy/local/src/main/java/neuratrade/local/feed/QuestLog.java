package neuratrade.local.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.jspecify.annotations.Nullable;

/**
 * The quests of one account: to close some trades, which each trade counts towards, and to win an
 * amount, which is told as the sum so far. One that is reached is followed by the next of its kind.
 *
 * <p>It belongs to one thread.
 */
final class QuestLog {

  static final BigDecimal TO_WIN = new BigDecimal(2_000);
  private static final int REPORTS_PER_QUEST = 200;
  private static final Duration TIME_TO_WIN = Duration.ofMinutes(30);

  private final DemoAccount account;
  private final Supplier<String> ids;
  private String trading = "";
  private int trades;
  private String winning = "";
  private BigDecimal won = BigDecimal.ZERO;
  private Instant winUntil = Instant.MIN;

  /**
   * @param ids gives each event its id, and each quest
   */
  QuestLog(DemoAccount account, Supplier<String> ids) {
    this.account = account;
    this.ids = ids;
  }

  /** Starts the quests that are not under way. */
  List<QuestEvent> begin(Instant now) {
    List<QuestEvent> started = new ArrayList<>();
    if (trading.isEmpty()) {
      trading = "trades-" + ids.get();
      trades = 0;
      started.add(
          new QuestStarted(
              ids.get(),
              now,
              account.id(),
              trading,
              "Close %d trades".formatted(tradesWanted()),
              Kind.ROUTINE,
              Cadence.HOURLY,
              BigDecimal.valueOf(tradesWanted()),
              null,
              null));
    }
    if (winning.isEmpty() || now.isAfter(winUntil)) {
      winning = "win-" + ids.get();
      won = BigDecimal.ZERO;
      winUntil = now.plus(TIME_TO_WIN);
      started.add(
          new QuestStarted(
              ids.get(),
              now,
              account.id(),
              winning,
              "Win $%s in %d minutes".formatted(TO_WIN, TIME_TO_WIN.toMinutes()),
              Kind.GOAL,
              Cadence.ONETIME,
              TO_WIN,
              winUntil,
              List.of(50, 90)));
    }
    return started;
  }

  /** What a closed position means for the quests that are under way. */
  List<QuestEvent> count(Deal deal) {
    List<QuestEvent> moved = new ArrayList<>();
    moved.add(progressed(deal, trading, null, BigDecimal.ONE));
    trades++;
    if (trades == tradesWanted()) {
      trading = "";
    }
    if (deal.pnl().signum() > 0) {
      won = won.add(deal.pnl());
      moved.add(progressed(deal, winning, won, null));
      if (won.compareTo(TO_WIN) >= 0) {
        winning = "";
      }
    }
    return moved;
  }

  private QuestProgressed progressed(
      Deal deal, String quest, @Nullable BigDecimal current, @Nullable BigDecimal increment) {
    return new QuestProgressed(
        ids.get(),
        deal.at(),
        account.id(),
        quest,
        current,
        increment,
        "{\"trade\":\"%s\"}".formatted(deal.id()));
  }

  /** Some minute's trades; not the same for all, so that they are not reached all at once. */
  private int tradesWanted() {
    return REPORTS_PER_QUEST / account.reportsPerPosition() + account.leverage();
  }
}
