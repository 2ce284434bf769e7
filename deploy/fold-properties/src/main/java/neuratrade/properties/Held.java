package neuratrade.properties;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aggregate in memory, and what of it is stored. */
final class Held<S> {

  @Nullable S state;
  @Nullable Instant wakeAt;

  // Of the record that changed it last.
  long version;
  Instant at = Instant.EPOCH;

  @Nullable S storedState;
  @Nullable Instant storedWakeAt;
  boolean isStored = true;

  void change(@Nullable S state, @Nullable Instant wakeAt, long version, Instant at) {
    this.state = state;
    this.wakeAt = wakeAt;
    this.version = version;
    this.at = at;
    isStored = false;
  }

  void stored() {
    storedState = state;
    storedWakeAt = wakeAt;
    isStored = true;
  }
}
