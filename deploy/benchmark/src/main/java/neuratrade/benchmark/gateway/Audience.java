package neuratrade.benchmark.gateway;

/**
 * Who hears what is sent.
 *
 * @param oneChannel whether all subscribe to the same channel; else each to its own
 */
public record Audience(int subscribers, boolean oneChannel) {

  /** The one whose figures have no heading of their own. */
  static final Audience NAMED = new Audience(500, true);

  /** What the names of its figures begin with, for so many messages due at a time. */
  String heading(int burst) {
    String own = equals(NAMED) ? "" : "%s%d.".formatted(oneChannel ? "one" : "each", subscribers);
    return burst == 1 ? own : own + "burst" + burst + ".";
  }

  @Override
  public String toString() {
    return "%d clients, %s".formatted(subscribers, oneChannel ? "one channel" : "a channel each");
  }
}
