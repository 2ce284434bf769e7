package neuratrade.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.SYMBOL;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.NotificationEncoder;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.signal.SignalFixtures.Desk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private static final Path FILES = Path.of("../pipeline/src/test/resources/golden/notifications");

  private final Map<String, String> told = new TreeMap<>();

  @Test
  void theyShowWhatTheFoldTells() throws IOException {
    tell(calm("binance", 0), quote("coinbase", "101", "102", 1));
    tell(candlesAndAFall());
    tell(calm("binance", 0), calm("coinbase", 0), proposal());
    tellAt(30 * MINUTE, calm("binance", 0), quote("coinbase", "101", "102", 1));

    assertThat(told).containsExactlyInAnyOrderEntriesOf(goldenFiles());
  }

  /** What the last of these events leads to. */
  private void tell(SignalEvent... events) {
    note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, SignalEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    note(null, desk.wake(second));
  }

  private void note(@Nullable String cause, List<Notification> notifications) {
    Notification last = notifications.getLast();
    byte[] json = new NotificationEncoder().encode("signal.events-3-1842-0", cause, last);
    assertThat(told.put(last.type(), new String(json, UTF_8))).isNull();
  }

  private static Map<String, String> goldenFiles() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(FILES)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith("signal.")) {
          files.put(name.replaceFirst("\\.json$", ""), Files.readString(path).strip());
        }
      }
    }
    return files;
  }

  private static SignalEvent[] candlesAndAFall() {
    return Stream.concat(
            LongStream.rangeClosed(1, 50)
                .mapToObj(minute -> candle(minute % 2 == 0 ? "100" : "100.2", minute)),
            Stream.of(quote("binance", "89.99", "90.01", 51 * MINUTE), candle("90", 51)))
        .toArray(SignalEvent[]::new);
  }

  private static SignalProposed proposal() {
    return new SignalProposed(
        "proposed-1",
        second(1),
        SYMBOL,
        Action.SELL,
        new BigDecimal("0.829"),
        "momentum-1",
        null,
        "Volume fell with the price.",
        second(60));
  }
}
