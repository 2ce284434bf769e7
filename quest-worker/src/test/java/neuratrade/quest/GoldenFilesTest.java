package neuratrade.quest;

import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.HOUR;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.completed;
import static neuratrade.quest.QuestFixtures.failed;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.resumed;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;

import java.io.IOException;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.properties.GoldenFiles;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private final GoldenFiles files = new GoldenFiles("quest");

  @Test
  void theyShowWhatTheFoldTells() throws IOException {
    tell(startedWithDeadline(DAY, 0));
    tell(startedWithDeadline(DAY, 0), at("100", 0), at("249.50", HOUR));
    tell(started(0), at("260", 0), at("760", HOUR));
    tell(started(0), at("600", 1), paused(2));
    tell(started(0), at("600", 1), paused(2), resumed(3));
    tell(started(0), at("600", 1), completed(2));
    tell(started(0), at("600", 1), cancelled(2));
    tell(started(0), at("600", 1), failed(2));
    tellAt(HOUR + 30, startedWithDeadline(HOUR, 0), at("600", 1));

    files.areWhatWasTold();
  }

  /** What the last of these events leads to. */
  private void tell(QuestEvent... events) {
    files.note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, QuestEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    files.note(null, desk.wake(second));
  }
}
