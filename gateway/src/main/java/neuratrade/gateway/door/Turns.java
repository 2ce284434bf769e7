package neuratrade.gateway.door;

import java.util.concurrent.atomic.AtomicLongArray;
import neuratrade.gateway.hub.Rate;

/**
 * How often each of many does something, in so many places as there are at most: who shares one
 * with another shares its turns. Any thread.
 */
final class Turns {

  private final Rate rate;
  private final AtomicLongArray taken;
  private final long origin = System.nanoTime();

  Turns(int perSecond, int places) {
    this.rate = new Rate(perSecond);
    this.taken = new AtomicLongArray(places);
  }

  /** Takes a turn of whoever has this hash, if there is one. */
  boolean take(int hash) {
    int place = Math.floorMod(hash, taken.length());
    long now = System.nanoTime() - origin;
    while (true) {
      long before = taken.get(place);
      long next = rate.take(before, now);
      if (next == Rate.REFUSED) {
        return false;
      }
      if (taken.compareAndSet(place, before, next)) {
        return true;
      }
    }
  }
}
