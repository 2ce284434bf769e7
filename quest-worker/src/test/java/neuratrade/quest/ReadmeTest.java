package neuratrade.quest;

import static java.util.Objects.requireNonNull;
import static neuratrade.quest.QuestFixtures.DAY;
import static neuratrade.quest.QuestFixtures.at;
import static neuratrade.quest.QuestFixtures.cancelled;
import static neuratrade.quest.QuestFixtures.completed;
import static neuratrade.quest.QuestFixtures.failed;
import static neuratrade.quest.QuestFixtures.paused;
import static neuratrade.quest.QuestFixtures.resumed;
import static neuratrade.quest.QuestFixtures.second;
import static neuratrade.quest.QuestFixtures.started;
import static neuratrade.quest.QuestFixtures.startedWithDeadline;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.properties.ModulePage;
import neuratrade.properties.Transitions;
import neuratrade.quest.QuestFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The module's page says what the code does. */
class ReadmeTest {

  private static final String NOTHING = "[*]";

  /** All that can happen to a quest, as the diagram names it. */
  private static final Map<String, Consumer<Desk>> TRIGGERS = triggers();

  private final ModulePage page = new ModulePage();

  @Test
  void theDiagramShowsTheTransitionsThatThereAreAndNoOthers() {
    assertThat(page.transitions()).isEqualTo(transitions());
  }

  @Test
  void theTablesNameEveryEventAndNotification() throws IOException {
    page.namesEachOf(QuestEvent.class);
    page.namesNotifications("quest", 9);
  }

  @Test
  void theTableOfSettingsHasEveryKeyWithItsDefault() {
    for (Method key : QuestConfig.class.getMethods()) {
      String name = ModulePage.separated(key.getName(), "-");
      assertThat(page.text())
          .contains(
              "| `%s` | `%s` |"
                  .formatted(name, requireNonNull(key.getAnnotation(WithDefault.class)).value()));
    }
  }

  /** Every trigger in every state, and what it leads to. */
  private static Set<String> transitions() {
    Set<String> found = new TreeSet<>();
    for (QuestEvent start : List.of(started(0), startedWithDeadline(30 * DAY, 0))) {
      found.addAll(transitions(start));
    }
    return found;
  }

  private static Set<String> transitions(QuestEvent start) {
    Map<String, Consumer<Desk>> triggers = new LinkedHashMap<>(TRIGGERS);
    triggers.put("quest_started", desk -> desk.on(start));
    return new Transitions<>(Desk::new, ReadmeTest::state).from(NOTHING, desk -> {}, triggers);
  }

  private static String state(Desk desk) {
    return desk.isEmpty() ? NOTHING : desk.quest().status().text();
  }

  private static Map<String, Consumer<Desk>> triggers() {
    Map<String, Consumer<Desk>> triggers = new LinkedHashMap<>();
    triggers.put("quest_paused", desk -> desk.on(paused(5)));
    triggers.put("quest_resumed", desk -> desk.on(resumed(5)));
    triggers.put("quest_cancelled", desk -> desk.on(cancelled(5)));
    triggers.put("quest_completed", desk -> desk.on(completed(5)));
    triggers.put("quest_failed", desk -> desk.on(failed(5)));
    triggers.put("progress", desk -> desk.on(at("999", 6)));
    triggers.put("target reached", desk -> desk.on(at("1000", 7)));
    triggers.put("24 h", desk -> wake(desk, dayAfter(desk)));
    triggers.put("deadline + 30 s", desk -> wakeAlive(desk, 30 * DAY + 30));
    triggers.put("90 d without an event", desk -> wakeAlive(desk, 90 * DAY + 10));
    return triggers;
  }

  /** A day after its end it is gone already. */
  private static void wakeAlive(Desk desk, long second) {
    Instant wakeAt = desk.wakeAt();
    if (wakeAt != null && !desk.quest().status().isEnd()) {
      boolean isDueThen = !wakeAt.isBefore(second(second - 10)) && !wakeAt.isAfter(second(second));
      if (isDueThen) {
        wake(desk, second);
      }
    }
  }

  private static long dayAfter(Desk desk) {
    return DAY
        + (desk.isEmpty() ? 0 : Duration.between(second(0), desk.quest().touchedAt()).toSeconds());
  }

  private static void wake(Desk desk, long second) {
    if (!desk.isEmpty()) {
      assertThat(desk.wake(second)).hasSizeLessThanOrEqualTo(1);
    }
  }
}
