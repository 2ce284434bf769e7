package neuratrade.gateway.state;

import java.util.List;
import java.util.Map;
import neuratrade.gateway.protocol.Family;

/** The feeds that keep all tables at the newest, each by itself. */
public final class StateFeeds implements AutoCloseable {

  private final List<StateFeed> feeds;

  /**
   * @param kafka what every client of Kafka needs, {@code bootstrap.servers} first
   * @param topics the state topic of each family
   */
  public StateFeeds(
      Map<String, Object> kafka, Map<Family, String> topics, States states, StateSink sink) {
    this.feeds =
        topics.entrySet().stream()
            .map(each -> new StateFeed(kafka, each.getValue(), states.table(each.getKey()), sink))
            .toList();
  }

  /** Returns at once; what is loaded shows table by table. */
  public void start() {
    feeds.forEach(StateFeed::start);
  }

  /** Whether a feed's thread has ended though nobody closed it. */
  public boolean isDead() {
    return feeds.stream().anyMatch(StateFeed::isDead);
  }

  @Override
  public void close() {
    feeds.forEach(StateFeed::end);
    feeds.forEach(StateFeed::close);
  }
}
