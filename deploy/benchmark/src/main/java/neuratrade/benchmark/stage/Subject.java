package neuratrade.benchmark.stage;

import java.time.Duration;
import java.util.Locale;
import neuratrade.benchmark.process.Measured;

/** What is measured: our stage with each program, and Kafka Streams at two commit intervals. */
enum Subject {
  RISK("Risk stage", Workload.RISK, Duration.ZERO),
  QUEST("Quest stage", Workload.QUEST, Duration.ZERO),
  SIGNAL("Signal stage", Workload.SIGNAL, Duration.ZERO),
  KAFKA_STREAMS_100MS("Kafka Streams, 100 ms", Workload.RISK, Duration.ofMillis(100)),
  KAFKA_STREAMS_10MS("Kafka Streams, 10 ms", Workload.RISK, Duration.ofMillis(10));

  final String title;
  final Workload workload;
  private final Duration commitInterval;

  Subject(String title, Workload workload, Duration commitInterval) {
    this.title = title;
    this.workload = workload;
    this.commitInterval = commitInterval;
  }

  /** The full name of one of this subject's figures. */
  String figure(String name) {
    return "stage." + id() + "." + name;
  }

  /** As names of topics and figures carry it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isStage() {
    return commitInterval.isZero();
  }

  /** A subject that runs in this process. */
  interface Running extends AutoCloseable {

    /** Waits until it has its partitions and folds. */
    void awaitReady(Duration bound);

    /** How many records of state it has read before it was ready; of no CPU. */
    Measured restored();

    @Override
    void close();
  }

  /** Starts the subject in this process. */
  Running start(RunTopics topics, CommitWatch watch) {
    return switch (this) {
      case RISK, QUEST, SIGNAL -> new StageSubject(topics, workload.program(), watch);
      case KAFKA_STREAMS_100MS, KAFKA_STREAMS_10MS ->
          new StreamsSubject(topics, watch, commitInterval);
    };
  }
}
