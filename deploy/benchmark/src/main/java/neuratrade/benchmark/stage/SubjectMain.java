package neuratrade.benchmark.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The process of a subject. It prints {@code ready} once it folds and {@code measured …} once all
 * is committed, and ends when its standard input does.
 */
final class SubjectMain {

  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  private SubjectMain() {}

  /** What {@link #main} takes. */
  static List<String> arguments(Subject subject, RunTopics topics, long warmUp, long total) {
    return List.of(
        subject.name(),
        topics.bootstrapServers(),
        topics.input(),
        topics.run(),
        Long.toString(warmUp),
        Long.toString(total));
  }

  public static void main(String[] args) throws IOException {
    RunTopics topics = new RunTopics(args[1], args[2], args[3]);
    CommitWatch watch =
        new CommitWatch(
            Long.parseLong(args[4]),
            Long.parseLong(args[5]),
            measured -> System.out.println("measured " + measured.line()));
    try (Subject.Running running = Subject.valueOf(args[0]).start(topics, watch)) {
      running.awaitReady(READY_BOUND);
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Nothing is ever written; its end is our end.
      }
    }
  }
}
