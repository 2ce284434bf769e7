package neuratrade.gateway.feed;

import java.time.Duration;

/**
 * What reading again may take.
 *
 * @param records that one sweep looks at, and that may lie between a cursor and now
 * @param longest how long one sweep reads
 * @param found how many records one subscription is brought of one lane at once
 */
record SweepBounds(long records, Duration longest, int found) {

  static final SweepBounds DEFAULT = new SweepBounds(2_000_000, Duration.ofSeconds(10), 5_000);
}
