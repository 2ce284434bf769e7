package neuratrade.pipeline.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The names and settings of the topics: constants, which configuration may replace. */
public final class Topics {

  public static final String NOTIFICATIONS = "notifications";
  public static final String QUEST_EVENTS = "quest.events";
  public static final String QUEST_STATE = "quest.state";
  public static final String QUEST_DEAD_LETTERS = "quest.events.dlq";
  public static final String RISK_EVENTS = "risk.events";
  public static final String RISK_STATE = "risk.state";
  public static final String RISK_DEAD_LETTERS = "risk.events.dlq";
  public static final String SIGNAL_EVENTS = "signal.events";
  public static final String SIGNAL_STATE = "signal.state";
  public static final String SIGNAL_DEAD_LETTERS = "signal.events.dlq";

  public static final int PARTITIONS = 12;

  public static final Duration EVENTS_KEPT = Duration.ofDays(7);
  public static final Duration SIGNAL_EVENTS_KEPT = Duration.ofHours(24);
  public static final Duration NOTIFICATIONS_KEPT = Duration.ofHours(24);
  public static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(14);

  /** A dead letter topic must take records of this size. */
  static final int LETTER_BYTES = 2 << 20;

  private Topics() {}

  /**
   * An inbound topic. The broker stamps its records: its clock, in the log, is the pipeline's only
   * clock.
   */
  public static Topic input(String name, int partitions, Duration kept) {
    return new Topic(
        name,
        partitions,
        Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", millis(kept)));
  }

  /**
   * A state topic: compacted early and in small segments, so that reading it all again stays short.
   */
  public static Topic state(String name, int partitions) {
    return new Topic(
        name,
        partitions,
        Map.of(
            "cleanup.policy",
            "compact",
            "segment.bytes",
            String.valueOf(64 * 1024 * 1024),
            "segment.ms",
            millis(Duration.ofMinutes(10)),
            "min.cleanable.dirty.ratio",
            "0.1"));
  }

  /** A topic whose records end after a while. */
  public static Topic kept(String name, int partitions, Duration kept) {
    return new Topic(name, partitions, Map.of("retention.ms", millis(kept)));
  }

  /**
   * A dead letter topic, whose records carry a reason beside what was read and may be larger than
   * that.
   */
  public static Topic deadLetters(String name, int partitions, Duration kept) {
    return new Topic(
        name,
        partitions,
        Map.of("retention.ms", millis(kept), "max.message.bytes", String.valueOf(LETTER_BYTES)));
  }

  /** The one outbound topic. */
  public static Topic notifications() {
    return kept(NOTIFICATIONS, PARTITIONS, NOTIFICATIONS_KEPT);
  }

  /** All that the risk-worker reads and writes. */
  public static List<Topic> risk() {
    return List.of(
        input(RISK_EVENTS, PARTITIONS, EVENTS_KEPT),
        state(RISK_STATE, PARTITIONS),
        deadLetters(RISK_DEAD_LETTERS, PARTITIONS, DEAD_LETTERS_KEPT),
        notifications());
  }

  /** All that the quest-worker reads and writes. */
  public static List<Topic> quest() {
    return List.of(
        input(QUEST_EVENTS, PARTITIONS, EVENTS_KEPT),
        state(QUEST_STATE, PARTITIONS),
        deadLetters(QUEST_DEAD_LETTERS, PARTITIONS, DEAD_LETTERS_KEPT),
        notifications());
  }

  /** All that the signal-worker reads and writes. */
  public static List<Topic> signal() {
    return List.of(
        input(SIGNAL_EVENTS, PARTITIONS, SIGNAL_EVENTS_KEPT),
        state(SIGNAL_STATE, PARTITIONS),
        deadLetters(SIGNAL_DEAD_LETTERS, PARTITIONS, DEAD_LETTERS_KEPT),
        notifications());
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
