package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.plus;
import static neuratrade.quest.QuestFixtures.report;
import static neuratrade.quest.QuestFixtures.resumed;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import neuratrade.pipeline.message.QuestEvent.QuestProgressed;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Test;

/** What comes late or again changes nothing. */
class LateAndRepeatedTest {

  private final Desk desk = new Desk();

  @Test
  void anOlderReportIsStaleThoughItSaysMore() {
    desk.on(started(0), at("100", 5), at("200", 4));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.quest().current()).isEqualByComparingTo("100");
  }

  @Test
  void aReportThatGoesDownIsStaleThoughItIsNewer() {
    desk.on(started(0), at("100", 5), at("99.99", 6), at("-1", 7));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.quest().current()).isEqualByComparingTo("100");
  }

  @Test
  void reportsOfOneTimeFollowTheLogUnlessTheirIdIsKnown() {
    desk.on(started(0), report("a", "100", 5), report("b", "110", 5), report("c", "120", 5));
    assertThat(desk.quest().current()).isEqualByComparingTo("120");

    desk.on(report("b", "130", 5));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.quest().current()).isEqualByComparingTo("120");
  }

  @Test
  void anIncrementIsTakenOnceThoughItComesLate() {
    desk.on(started(0), plus("10", 5), plus("1", 3), plus("10", 5), plus("1", 3));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.quest().current()).isEqualByComparingTo("11");
  }

  @Test
  void anIncrementBeyondTheRememberedOnesIsStale() {
    desk.on(started(0));
    for (int i = 0; i < 64; i++) {
      desk.on(plus("1", 10 + i));
    }
    desk.on(plus("1", 9));
    assertThat(desk.stale()).as("older than the oldest of 64").isEqualTo(1);

    QuestProgressed sameTimeAsTheOldest =
        new QuestProgressed("new", second(10), "42", "q", null, BigDecimal.ONE, null);
    desk.on(sameTimeAsTheOldest);

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.quest().current()).isEqualByComparingTo("65");
  }

  @Test
  void anIncrementFromBeforeAReportIsInItAlready() {
    desk.on(started(0), at("100", 5), plus("10", 4));
    assertThat(desk.stale()).isEqualTo(1);

    desk.on(plus("10", 5));

    assertThat(desk.quest().current()).isEqualByComparingTo("110");
  }

  @Test
  void anOlderChangeIsStale() {
    desk.on(started(0), paused(5), resumed(4));
    assertThat(desk.quest().status()).isEqualTo(Status.PAUSED);

    desk.on(cancelled(3));

    assertThat(desk.stale()).isEqualTo(2);
    assertThat(desk.quest().status()).isEqualTo(Status.PAUSED);
  }

  @Test
  void aChangeFromBeforeTheStartIsStale() {
    desk.on(started(5), paused(4));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.quest().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void changesOfOneTimeFollowTheLogUnlessTheirIdIsKnown() {
    desk.on(started(0), paused(5), resumed(5), paused(5));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.quest().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void progressAndChangesAreNotComparedWithEachOther() {
    desk.on(started(0), paused(9), at("100", 3));

    assertThat(desk.stale()).isZero();
    assertThat(desk.quest().current()).isEqualByComparingTo("100");
  }

  @Test
  void aStartOfADayAgoIsStaleAndAYoungerOneIsNot() {
    assertThat(desk.on(started(0), second(DAY))).isEmpty();
    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.isEmpty()).isTrue();

    assertThat(desk.on(started(1), second(DAY))).hasSize(1);
  }

  @Test
  void ofAnUnknownQuestWhatIsADayOldIsStaleAndWhatIsYoungerADeadLetter() {
    desk.on(at("1", 0), second(DAY));
    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.rejected()).isEmpty();

    desk.on(at("1", 1), second(DAY));

    assertThat(desk.stale()).isEqualTo(1);
    assertThat(desk.rejected()).containsExactly("unknown_quest");
  }
}
