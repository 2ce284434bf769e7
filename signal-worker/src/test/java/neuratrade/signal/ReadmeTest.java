package neuratrade.signal;

import static java.util.Objects.requireNonNull;
import static neuratrade.signal.SignalFixtures.HOUR;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The module's page says what the code does. */
class ReadmeTest {

  private static final Pattern TRANSITION = Pattern.compile("(?m)^ *(\\S+) --> (\\S+) : (.+)$");
  private static final String NOTHING = "[*]";

  /** One signal at a time; it is told if it is more than confident enough. */
  private static final SignalRules RULES =
      SignalFixtures.rules(Map.of("max-live", "1", "tell-overall", "0.81"));

  /** All that can happen to the signal of source a, as the diagram names it. */
  private static final Map<String, Consumer<Desk>> TRIGGERS = triggers();

  private final String readme = read();

  @Test
  void theDiagramShowsTheTransitionsThatThereAreAndNoOthers() {
    Set<String> shown = new TreeSet<>();
    for (MatchResult match : TRANSITION.matcher(readme).results().toList()) {
      for (String trigger : match.group(3).split(", ")) {
        shown.add("%s --> %s : %s".formatted(match.group(1), match.group(2), trigger));
      }
    }

    assertThat(shown).isEqualTo(transitions());
  }

  @Test
  void theTablesNameEveryEventAndNotification() throws IOException {
    for (Class<?> event : SignalEvent.class.getPermittedSubclasses()) {
      String type = SnakeCaseStrategy.INSTANCE.translate(event.getSimpleName());
      assertThat(readme).contains("| `" + type + "` |");
    }
    Path schemas = Path.of("../pipeline/src/main/resources/schemas/notifications");
    try (Stream<Path> files = Files.list(schemas)) {
      List<String> types =
          files
              .map(file -> file.getFileName().toString().replace(".json", ""))
              .filter(type -> type.startsWith("signal."))
              .toList();
      assertThat(types)
          .hasSize(4)
          .allSatisfy(type -> assertThat(readme).contains("`" + type + "`"));
    }
  }

  @Test
  void theTablesOfSettingsHaveEveryKeyWithItsDefault() {
    for (Method key : SignalConfig.class.getMethods()) {
      WithDefault standard = key.getAnnotation(WithDefault.class);
      if (standard != null) {
        assertThat(readme).contains("| `%s` | `%s` |".formatted(name(key), standard.value()));
      } else {
        assertThat(key.getName()).isIn("accept", "weights", "curves");
      }
    }
    for (Method key : SignalConfig.Curves.class.getMethods()) {
      assertThat(readme).contains("| `%s` | `%s` |".formatted(name(key), standard(key)));
    }
    for (Class<?> group : List.of(SignalConfig.Accept.class, SignalConfig.Weights.class)) {
      for (Method key : group.getMethods()) {
        assertThat(readme).contains("`%s` %s".formatted(name(key), standard(key)));
      }
    }
  }

  private static String name(Method key) {
    return SnakeCaseStrategy.INSTANCE.translate(key.getName()).replace('_', '-');
  }

  private static String standard(Method key) {
    return requireNonNull(key.getAnnotation(WithDefault.class)).value();
  }

  /** Every trigger in every state, and what it leads to. */
  private static Set<String> transitions() {
    Map<String, Consumer<Desk>> ways = new LinkedHashMap<>();
    ways.put(NOTHING, desk -> desk.on(calm("binance", 0)));
    Set<String> found = new TreeSet<>();
    for (int known = 0; known < ways.size(); ) {
      known = ways.size();
      for (Map.Entry<String, Consumer<Desk>> way : Map.copyOf(ways).entrySet()) {
        TRIGGERS.forEach((trigger, happens) -> {
          Desk desk = new Desk(RULES);
          Consumer<Desk> further = way.getValue().andThen(happens);
          further.accept(desk);
          String to = state(desk);
          if (!to.equals(way.getKey())) {
            found.add("%s --> %s : %s".formatted(way.getKey(), to, trigger));
            ways.putIfAbsent(to, further);
          }
        });
      }
    }
    return found;
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

  private static String read() {
    try {
      return Files.readString(Path.of("README.md"));
    } catch (IOException e) {
      throw new AssertionError("the module's README.md", e);
    }
  }
}
