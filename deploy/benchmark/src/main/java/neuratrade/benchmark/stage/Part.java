package neuratrade.benchmark.stage;

/** What can be measured by itself. */
public enum Part {
  /** The risk worker's stage beside Kafka Streams. */
  RISK,
  /** The quest worker's stage. */
  QUEST,
  SIGNAL,
  /** Reading the state of a million accounts back, beside Kafka Streams. */
  RESTORE,
  /** What accounts weigh, and how throughput stands as they grow. */
  ACCOUNTS,
  /** Whether memory stays flat over millions of events. */
  SOAK
}
