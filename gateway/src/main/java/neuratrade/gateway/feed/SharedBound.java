package neuratrade.gateway.feed;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much there is of something for all clients together. What one client takes is bounded by what
 * that leaves free, so that there is always some for who wants little.
 */
final class SharedBound {

  private static final int LEFT_FREE = 8;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  SharedBound(long most) {
    this.most = most;
  }

  /**
   * Takes more, unless less than eight times of all that the client then has would stay free.
   *
   * @param mine what the client has
   * @return whether it was taken
   */
  boolean take(AtomicLong mine, long more) {
    return take(mine, more, LEFT_FREE);
  }

  /** Takes what the client cannot do without, if there is so much. */
  boolean takeNeeded(AtomicLong mine, long more) {
    return take(mine, more, 0);
  }

  private boolean take(AtomicLong mine, long more, int leftFree) {
    long own = mine.addAndGet(more);
    long free = most - taken.addAndGet(more);
    boolean fits = free >= leftFree * own;
    if (!fits) {
      giveBack(mine, more);
    }
    return fits;
  }

  void giveBack(AtomicLong mine, long less) {
    long unused = mine.addAndGet(-less);
    long unusedToo = taken.addAndGet(-less);
  }

  long taken() {
    return taken.get();
  }
}
