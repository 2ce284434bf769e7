package neuratrade.local.feed;

import java.util.List;
import neuratrade.local.feed.Tape.Trade;

/**
 * Trades as they came, second by second, round and round.
 *
 * <p>It belongs to one thread.
 */
final class Replay {

  private final List<Trade> tape;
  private int place;
  private long second;

  /**
   * @param startPercent where on the tape it begins
   */
  Replay(List<Trade> tape, int startPercent) {
    this.tape = tape;
    this.place = (int) ((long) tape.size() * startPercent / 100);
    this.second = tape.get(place).second();
  }

  /** The trades of the next seconds, which may be none. */
  List<Trade> next(int seconds) {
    int from = place;
    second += seconds;
    while (place < tape.size() && tape.get(place).second() < second) {
      place++;
    }
    List<Trade> trades = tape.subList(from, place);
    if (place == tape.size()) {
      place = 0;
      second = tape.getFirst().second();
    }
    return trades;
  }
}
