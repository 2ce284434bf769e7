package neuratrade.risk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.risk.RiskFixtures.equities;
import static neuratrade.risk.RiskFixtures.equity;
import static neuratrade.risk.RiskFixtures.equityWithPositions;
import static neuratrade.risk.RiskFixtures.halt;
import static neuratrade.risk.RiskFixtures.killSwitch;
import static neuratrade.risk.RiskFixtures.limitsSet;
import static neuratrade.risk.RiskFixtures.peak;
import static neuratrade.risk.RiskFixtures.resume;
import static neuratrade.risk.RiskFixtures.trade;
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
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.risk.RiskFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private static final Path FILES = Path.of("../pipeline/src/test/resources/golden/notifications");

  private final Map<String, String> told = new TreeMap<>();

  @Test
  void theyShowWhatTheFoldTells() throws IOException {
    tell(equities(0, "1000", "950"));
    tell(equities(0, "1000", "900"));
    tell(equities(0, "1000", "848"));
    tell(equities(0, "1000", "950", "981"));
    tell(equity("1000", 0), halt(1), resume(2));
    tell(equity("848", 0), resume(1));
    tell(equity("848", 0), peak("880.5", 1));
    tellAt(600, equityWithPositions("1000", 2, 0), halt(60));
    tell(equity("1000", 0), trade("-50", 1));
    tell(equity("1000", 0), trade("-10", 1), trade("-2.5", 2), trade("-1", 3));
    tellAt(903, equity("1000", 0), trade("-10", 1), trade("-2.5", 2), trade("-1", 3));
    tell(equity("1000", 0), limitsSet(1, "halt_drawdown", "0.2", "auto_resume", "true"));
    tell(equity("1000", 0), limitsSet(1, "lock", "no"));
    KillSwitchSet killed = killSwitch(true, 1);
    note(killed.id(), List.of(CommandNotifications.killSwitch(killed)));

    assertThat(told).containsExactlyInAnyOrderEntriesOf(goldenFiles());
  }

  /** What the last of these events leads to. */
  private void tell(RiskEvent... events) {
    note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, RiskEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    note(null, desk.wake(second));
  }

  private void note(@Nullable String cause, List<Notification> notifications) {
    Notification last = notifications.getLast();
    byte[] json = new NotificationEncoder().encode("risk.events-3-1842-0", cause, last);
    assertThat(told.put(last.type(), new String(json, UTF_8))).isNull();
  }

  private static Map<String, String> goldenFiles() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(FILES)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith("risk.")) {
          files.put(name.replaceFirst("\\.json$", ""), Files.readString(path).strip());
        }
      }
    }
    return files;
  }
}
