package neuratrade.gateway.hub;

import java.util.function.LongSupplier;

/** What may wait for all clients of the gateway together; a frame that many share counts once. */
public final class NodeBudget {

  private final LongSupplier lentBytes;
  private final long mostBytes;

  /**
   * @param lentBytes of direct memory that is in use now
   * @param mostBytes that may be
   */
  public NodeBudget(LongSupplier lentBytes, long mostBytes) {
    this.lentBytes = lentBytes;
    this.mostBytes = mostBytes;
  }

  boolean isExceeded() {
    return lentBytes.getAsLong() > mostBytes;
  }
}
