package neuratrade.gateway.hub;

import java.util.List;

/** Where a feed brings what it reads of the notifications topic. Every call waits if it must. */
public interface Sink {

  /**
   * The feed reads from here on: for the first time, or again after it lost Kafka.
   *
   * @param completeSinceMillis no older record of this timestamp or a later one lies before {@code
   *     from}
   */
  void begin(Positions from, long completeSinceMillis);

  /** Takes one poll's records of a time before the gateway was ready. */
  void remember(List<Frame> frames, Positions after) throws InterruptedException;

  /** Takes one poll's records, and how far the feed is behind them. */
  void publish(List<Frame> frames, Positions after) throws InterruptedException;
}
