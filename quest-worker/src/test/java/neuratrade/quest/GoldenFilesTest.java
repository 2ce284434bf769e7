package neuratrade.quest;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.quest.QuestFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private static final Path FILES = Path.of("../pipeline/src/test/resources/golden/notifications");

  private final Map<String, String> told = new TreeMap<>();

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

    assertThat(told).containsExactlyInAnyOrderEntriesOf(goldenFiles());
  }

  /** What the last of these events leads to. */
  private void tell(QuestEvent... events) {
    note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, QuestEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    note(null, desk.wake(second));
  }

  private void note(@Nullable String cause, List<Notification> notifications) {
    Notification last = notifications.getLast();
    byte[] json = new NotificationEncoder().encode("quest.events-3-1842-0", cause, last);
    assertThat(told.put(last.type(), new String(json, UTF_8))).isNull();
  }

  private static Map<String, String> goldenFiles() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(FILES)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith("quest.")) {
          files.put(name.replaceFirst("\\.json$", ""), Files.readString(path).strip());
        }
      }
    }
    return files;
  }
}
