package neuratrade.pipeline.stage;

import java.time.Duration;

/**
 * When something has to be done.
 *
 * @param nanos as {@link System#nanoTime} tells the time
 */
record Deadline(long nanos) {

  boolean isOver() {
    return System.nanoTime() > nanos;
  }

  /** At least a millisecond, so that what is asked last is asked at all. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(1_000_000, nanos - System.nanoTime()));
  }
}
