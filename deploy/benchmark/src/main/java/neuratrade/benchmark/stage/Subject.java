package neuratrade.benchmark.stage;

import java.time.Duration;
import java.util.Locale;

/** What is measured: our stage, and Kafka Streams at two commit intervals. */
enum Subject {
  RISK("Risk stage", Duration.ZERO),
  KAFKA_STREAMS_100MS("Kafka Streams, 100 ms", Duration.ofMillis(100)),
  KAFKA_STREAMS_10MS("Kafka Streams, 10 ms", Duration.ofMillis(10));

  final String title;
  private final Duration commitInterval;

  Subject(String title, Duration commitInterval) {
    this.title = title;
    this.commitInterval = commitInterval;
  }

  /** The full name of one of this subject's figures. */
  String figure(String name) {
    return "stage." + name().toLowerCase(Locale.ROOT) + "." + name;
  }

  /** A subject that runs in this process. */
  interface Running extends AutoCloseable {

    /** Waits until it has its partitions and folds. */
    void awaitReady(Duration bound);

    @Override
    void close();
  }

  /** Starts the subject in this process. */
  Running start(RunTopics topics, CommitWatch watch) {
    return switch (this) {
      case RISK -> new StageSubject(topics, watch);
      case KAFKA_STREAMS_100MS, KAFKA_STREAMS_10MS ->
          new StreamsSubject(topics, watch, commitInterval);
    };
  }
}
