package neuratrade.local.feed;

import java.util.function.Supplier;

/** Names for events that no other run of the demo gives. */
final class EventIds implements Supplier<String> {

  private final String run;
  private long count;

  EventIds(long startedMillis) {
    this.run = Long.toString(startedMillis, Character.MAX_RADIX);
  }

  @Override
  public String get() {
    return "demo-" + run + "-" + count++;
  }
}
