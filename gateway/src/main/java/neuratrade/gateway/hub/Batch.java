package neuratrade.gateway.hub;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What one poll brought, on its way through all loops; the last one closes it. */
final class Batch<T extends Shared> {

  private final List<T> items;
  private final AtomicInteger open;
  private final Runnable closed;

  Batch(List<T> items, int loops, Runnable closed) {
    this.items = items;
    this.open = new AtomicInteger(loops);
    this.closed = closed;
  }

  List<T> items() {
    return items;
  }

  /** Each loop calls it once, when it has the batch behind it, however that went. */
  void done() {
    if (open.decrementAndGet() == 0) {
      items.forEach(Shared::release);
      closed.run();
    }
  }
}
