package neuratrade.signal;

import static neuratrade.signal.SignalFixtures.MINUTE;
import static neuratrade.signal.SignalFixtures.SYMBOL;
import static neuratrade.signal.SignalFixtures.calm;
import static neuratrade.signal.SignalFixtures.candle;
import static neuratrade.signal.SignalFixtures.quote;
import static neuratrade.signal.SignalFixtures.second;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.message.SignalEvent.Action;
import neuratrade.pipeline.message.SignalEvent.SignalProposed;
import neuratrade.properties.GoldenFiles;
import neuratrade.signal.SignalFixtures.Desk;
import org.junit.jupiter.api.Test;

/** The golden files of this worker's notifications. */
class GoldenFilesTest {

  private final GoldenFiles files = new GoldenFiles("signal");

  @Test
  void theyShowWhatTheFoldTells() throws IOException {
    tell(calm("binance", 0), quote("coinbase", "101", "102", 1));
    tell(candlesAndAFall());
    tell(calm("binance", 0), calm("coinbase", 0), proposal());
    tellAt(30 * MINUTE, calm("binance", 0), quote("coinbase", "101", "102", 1));

    files.areWhatWasTold();
  }

  /** What the last of these events leads to. */
  private void tell(SignalEvent... events) {
    files.note(events[events.length - 1].id(), new Desk().on(events));
  }

  /** What the timer leads to that is due after these events. */
  private void tellAt(long second, SignalEvent... events) {
    Desk desk = new Desk();
    desk.on(events);
    files.note(null, desk.wake(second));
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
