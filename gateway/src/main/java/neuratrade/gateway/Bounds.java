package neuratrade.gateway;

import java.time.Duration;

/**
 * The bounds that belong to none of the larger parts.
 *
 * @param topicPartitions with how many the topic of notifications is created
 * @param topicRetention how long it then keeps its records
 * @param drain over which time a gateway that is stopped closes its clients
 * @param delayAfter how long events may lie before clients are told
 * @param stateBytes of one family's states
 * @param revocationsKept how long a revocation holds
 */
public record Bounds(
    int topicPartitions,
    Duration topicRetention,
    Duration drain,
    Duration delayAfter,
    long stateBytes,
    Duration revocationsKept) {

  private static final long SMALLEST_RING_BYTES = 64 << 20;

  /** With many loops, finding the ring's records takes as much of the heap again. */
  private static final int RINGS_IN_HEAP = 8;

  public Bounds {
    require(topicPartitions > 0, "topic-partitions", "must be at least 1");
    require(topicRetention.isPositive(), "topic-retention", "must be longer than zero");
    require(!drain.isNegative(), "drain", "must not be negative");
    require(delayAfter.isPositive(), "delay-after", "must be longer than zero");
    require(stateBytes >= 1024, "state-bytes", "must be at least 1024");
    require(revocationsKept.isPositive(), "revocations-kept", "must be longer than zero");
  }

  /** What the newest records may take if nobody says. */
  static long usualRingBytes() {
    return Math.max(SMALLEST_RING_BYTES, Runtime.getRuntime().maxMemory() / RINGS_IN_HEAP);
  }

  private static void require(boolean holds, String key, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("neuratrade.gateway." + key + " " + sentence);
    }
  }
}
