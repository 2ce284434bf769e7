package neuratrade.pipeline.message;

import java.time.Instant;

/** A fact that happened upstream: the value of a record on an inbound topic. */
public interface Event {

  /**
   * The aggregate that every partition has for itself: its events go to all of them, and what they
   * tell is told by partition 0 alone.
   */
  String SHARED = "*";

  /** The producer's name for this event, unique, 1 to 64 characters. */
  String id();

  /** When it happened, by the producer's clock, never later than the broker's. */
  Instant occurredAt();

  /** What the record's key must name. */
  String aggregate();
}
