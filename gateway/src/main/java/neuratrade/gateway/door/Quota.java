package neuratrade.gateway.door;

import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of something each one has, of which nobody may have more than so many. Who has nothing
 * is forgotten. Any thread.
 */
public final class Quota {

  private final int most;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  public Quota(int most) {
    this.most = most;
  }

  public int most() {
    return most;
  }

  /**
   * Gives one to somebody until {@code end}, whatever becomes of it before.
   *
   * @return false if there is no more to have
   */
  public boolean take(String who, Future<?> end) {
    boolean[] took = new boolean[1];
    var unused =
        taken.compute(
            who,
            (key, count) -> {
              int before = count == null ? 0 : count;
              took[0] = before < most;
              return took[0] ? Integer.valueOf(before + 1) : count;
            });
    if (took[0]) {
      var unusedToo = end.addListener(ended -> give(who));
    }
    return took[0];
  }

  private void give(String who) {
    var unused = taken.computeIfPresent(who, (key, count) -> count == 1 ? null : count - 1);
  }

  /** How many have something. */
  public int size() {
    return taken.size();
  }
}
