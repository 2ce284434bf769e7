package neuratrade.properties;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.jspecify.annotations.Nullable;

/** The golden files of one family's notifications, beside what its fold tells. */
public final class GoldenFiles {

  private static final Path FILES = Path.of("../pipeline/src/test/resources/golden/notifications");

  private final String family;
  private final Map<String, String> told = new TreeMap<>();

  /**
   * @param family what its types begin with
   */
  public GoldenFiles(String family) {
    this.family = family;
  }

  /** Notes the last of what was told; of each type one is to be noted. */
  public void note(@Nullable String cause, List<Notification> notifications) {
    Notification last = notifications.getLast();
    byte[] json = new NotificationEncoder().encode(family + ".events-3-1842-0", cause, last);
    assertThat(told.put(last.type(), new String(json, UTF_8))).isNull();
  }

  /** All files are what was noted, byte for byte, and all that was noted has its file. */
  public void areWhatWasTold() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(FILES)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith(family + ".")) {
          files.put(name.replaceFirst("\\.json$", ""), Files.readString(path).strip());
        }
      }
    }
    assertThat(told).containsExactlyInAnyOrderEntriesOf(files);
  }
}
