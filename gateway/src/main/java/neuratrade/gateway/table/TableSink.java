package neuratrade.gateway.table;

import java.util.List;

/**
 * Where is told what changes once a table is loaded; when it is loaded again, all that there is.
 *
 * @param <C> a change
 */
public interface TableSink<C> {

  /** Takes what one poll changed, in order. Waits when it cannot keep up. */
  void changed(List<C> changes) throws InterruptedException;

  /** The table could not answer before and can do so now. */
  void loaded();

  /** What takes changes; it may have to wait. */
  @FunctionalInterface
  interface Taking<C> {
    void take(List<C> changes) throws InterruptedException;
  }

  /** One of two parts. */
  static <C> TableSink<C> of(Taking<C> changed, Runnable loaded) {
    return new TableSink<>() {
      @Override
      public void changed(List<C> changes) throws InterruptedException {
        changed.take(changes);
      }

      @Override
      public void loaded() {
        loaded.run();
      }
    };
  }
}
