package neuratrade.gateway;

import java.util.List;
import neuratrade.gateway.table.TableFeed;

/** The feeds that keep all tables at the newest, each by itself. */
record Tables(List<TableFeed<?>> feeds) implements AutoCloseable {

  Tables {
    feeds = List.copyOf(feeds);
  }

  /** Returns at once; what is loaded shows table by table. */
  void start() {
    feeds.forEach(TableFeed::start);
  }

  /** Whether a feed's thread has ended though nobody closed it. */
  boolean isDead() {
    return feeds.stream().anyMatch(TableFeed::isDead);
  }

  @Override
  public void close() {
    feeds.forEach(TableFeed::end);
    feeds.forEach(TableFeed::close);
  }
}
