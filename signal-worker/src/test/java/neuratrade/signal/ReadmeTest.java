package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static neuratrade.signal.SignalFixtures.HOUR;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.properties.ModulePage;
import neuratrade.properties.Transitions;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The module's page says what the code does. */
class ReadmeTest {

  private static final String NOTHING = "[*]";

  /** One signal at a time; it is told if it is more than confident enough. */
  private static final SignalRules RULES =
      SignalFixtures.rules(Map.of("max-live", "1", "tell-overall", "0.81"));

  /** All that can happen to the signal of source a, as the diagram names it. */
  private static final Map<String, Consumer<Desk>> TRIGGERS = triggers();

  private final ModulePage page = new ModulePage();

  @Test
  void theDiagramShowsTheTransitionsThatThereAreAndNoOthers() {
    assertThat(page.transitions()).isEqualTo(transitions());
  }

  @Test
  void theTablesNameEveryEventAndNotification() throws IOException {
    page.namesEachOf(SignalEvent.class);
    page.namesNotifications("signal", 4);
  }

  @Test
  void theTablesOfSettingsHaveEveryKeyWithItsDefault() {
    for (Method key : SignalConfig.class.getMethods()) {
      WithDefault standard = key.getAnnotation(WithDefault.class);
      if (standard != null) {
        assertThat(page.text()).contains("| `%s` | `%s` |".formatted(name(key), standard.value()));
      } else {
        assertThat(key.getName()).isIn("accept", "weights", "curves");
      }
    }
    for (Method key : SignalConfig.Curves.class.getMethods()) {
      assertThat(page.text()).contains("| `%s` | `%s` |".formatted(name(key), standard(key)));
    }
    for (Class<?> group : List.of(SignalConfig.Accept.class, SignalConfig.Weights.class)) {
      for (Method key : group.getMethods()) {
        assertThat(page.text()).contains("`%s` %s".formatted(name(key), standard(key)));
      }
    }
  }

  private static String name(Method key) {
    return ModulePage.separated(key.getName(), "-");
  }

  private static String standard(Method key) {
    return requireNonNull(key.getAnnotation(WithDefault.class)).value();
  }

  /** Every trigger in every state, and what it leads to. */
  private static Set<String> transitions() {
    return new Transitions<>(() -> new Desk(RULES), ReadmeTest::state)
        .from(NOTHING, desk -> desk.on(calm("binance", 0)), TRIGGERS);
  }

  private static String state(Desk desk) {
    for (Signal signal : desk.signals()) {
      if (signal.idea().components().equals(List.of("a"))) {
        return signal.isTold() ? "told" : "quiet";
      }
    }
    return NOTHING;
  }

  private static Map<String, Consumer<Desk>> triggers() {
    Map<String, Consumer<Desk>> triggers = new LinkedHashMap<>();
    triggers.put("not good enough to live", desk -> desk.on(proposed("a", Action.BUY, "0.59", 1)));
    triggers.put("good enough to live", desk -> desk.on(proposed("a", Action.BUY, "0.6", 2)));
    triggers.put("good enough to be told", desk -> desk.on(proposed("a", Action.BUY, "0.9", 3)));
    triggers.put("a worse one", desk -> desk.on(proposed("b", Action.SELL, "0.6", 4)));
    triggers.put("a better one", desk -> desk.on(proposed("c", Action.SELL, "1", 5)));
    triggers.put("its time is over", ReadmeTest::wake);
    return triggers;
  }

  private static void wake(Desk desk) {
    assertThat(desk.wake(HOUR)).hasSizeLessThanOrEqualTo(1);
  }
}
