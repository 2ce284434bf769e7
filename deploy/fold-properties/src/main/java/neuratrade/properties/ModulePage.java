package neuratrade.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker's README.md, beside what its code does. */
public final class ModulePage {

  private static final Pattern TRANSITION = Pattern.compile("(?m)^ *(\\S+) --> (\\S+) : (.+)$");
  private static final Path SCHEMAS =
      Path.of("../pipeline/src/main/resources/schemas/notifications");

  private final String text;

  public ModulePage() {
    try {
      text = Files.readString(Path.of("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException("the module's README.md", e);
    }
  }

  public String text() {
    return text;
  }

  /** What its state diagrams show, an arrow for each trigger: {@code active --> paused : why}. */
  public Set<String> transitions() {
    Set<String> shown = new TreeSet<>();
    for (MatchResult match : TRANSITION.matcher(text).results().toList()) {
      for (String trigger : match.group(3).split(", ")) {
        shown.add("%s --> %s : %s".formatted(match.group(1), match.group(2), trigger));
      }
    }
    return shown;
  }

  /** Its tables have a row for each of the topic's events. */
  public void namesEachOf(Class<?> events) {
    for (Class<?> event : events.getPermittedSubclasses()) {
      if (event.isInterface()) {
        namesEachOf(event);
      } else {
        assertThat(text).contains("| `" + separated(event.getSimpleName(), "_") + "` |");
      }
    }
  }

  /** It names all of the family's notifications, and so many there are. */
  public void namesNotifications(String family, int count) throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      List<String> types =
          files
              .map(file -> file.getFileName().toString().replace(".json", ""))
              .filter(type -> type.startsWith(family + "."))
              .toList();
      assertThat(types)
          .hasSize(count)
          .allSatisfy(type -> assertThat(text).contains("`" + type + "`"));
    }
  }

  /** The words of a name in Java, in lower case and with something else between them. */
  public static String separated(String camelCase, String separator) {
    return camelCase.replaceAll("(?<=.)([A-Z])", separator + "$1").toLowerCase(Locale.ROOT);
  }
}
