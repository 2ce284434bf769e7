package neuratrade.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.pipeline.message.QuestEvent.QuestStarted;
import org.junit.jupiter.api.Test;

class QuestLogTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:30:00Z");

  private final QuestLog quests =
      new QuestLog(new DemoAccount("demo-1x", 1, 0, 40, Map.of()), new EventIds(0));

  @Test
  void startsBothQuestsOnce() {
    assertThat(started(NOW)).containsExactly("Close 6 trades", "Win $2000 in 30 minutes");
    assertThat(started(NOW)).isEmpty();
  }

  @Test
  void countsEveryTradeAndOnlyWhatWasWon() {
    started(NOW);

    assertThat(quests.count(deal("-10"))).hasSize(1);
    assertThat(progress(deal("30"))).containsExactly("+1", "30");
    assertThat(progress(deal("12.5"))).containsExactly("+1", "42.5");
  }

  @Test
  void followsAReachedQuestByTheNext() {
    started(NOW);
    for (int i = 0; i < 5; i++) {
      quests.count(deal("-1"));
      assertThat(started(NOW)).isEmpty();
    }

    quests.count(deal("2000"));

    assertThat(started(NOW)).containsExactly("Close 6 trades", "Win $2000 in 30 minutes");
  }

  @Test
  void startsAnewWhatWasNotWonInTime() {
    started(NOW);

    assertThat(started(NOW.plus(Duration.ofMinutes(30)))).isEmpty();
    assertThat(started(NOW.plus(Duration.ofMinutes(31))))
        .containsExactly("Win $2000 in 30 minutes");
  }

  private List<String> started(Instant now) {
    return quests.begin(now).stream().map(event -> ((QuestStarted) event).name()).toList();
  }

  private List<String> progress(Deal deal) {
    return quests.count(deal).stream().map(QuestLogTest::told).toList();
  }

  private static String told(QuestEvent event) {
    QuestProgressed progressed = (QuestProgressed) event;
    return progressed.current() == null
        ? "+" + progressed.increment()
        : progressed.current().toPlainString();
  }

  private static Deal deal(String pnl) {
    return new Deal("t", NOW, new BigDecimal(pnl));
  }
}
