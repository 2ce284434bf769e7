package neuratrade.benchmark.stage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * The process of a subject. It prints {@code ready} once it folds, {@code restored …} if there was
 * state to restore, {@code measured …} once all is committed, and {@code heap …} for every line
 * that it is sent; it ends when its standard input does.
 */
final class SubjectMain {

  /** Asks for the bytes of heap that are in use after a collection. */
  static final String HEAP = "heap";

  private static final Duration READY_BOUND = Duration.ofSeconds(120);

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
      System.out.println("restored " + running.restored().line());
      System.out.println("ready");
      for (int read = System.in.read(); read >= 0; read = System.in.read()) {
        if (read == '\n') {
          System.out.println(HEAP + " " + heapBytes());
        }
      }
    }
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
