package neuratrade.local.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.message.Event;

/** A part of the demo that says something every so often, and may hear what people are told. */
interface Stream {

  Duration every();

  /** How long after the others its first turn is. */
  default Duration after() {
    return Duration.ZERO;
  }

  /** What happens now. */
  List<Event> next(Instant now);

  /** Somebody is told something, of which it may be the cause. */
  default void hear(Heard heard, Instant now) {}
}
