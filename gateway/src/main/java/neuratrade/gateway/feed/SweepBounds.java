package neuratrade.gateway.feed;

import java.time.Duration;

/**
 * What reading again may take.
 *
 * @param records that one sweep looks at, and that may lie between a cursor and now
 * @param longest how long one sweep reads
 * @param found how many records one subscription is brought of one lane at once
 * @param heldBytes of all that was read again and is not yet delivered
 */
record SweepBounds(long records, Duration longest, int found, long heldBytes) {

  static final SweepBounds DEFAULT =
      new SweepBounds(2_000_000, Duration.ofSeconds(10), 5_000, 64L * 1024 * 1024);
}
