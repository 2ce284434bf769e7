package neuratrade.benchmark.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.WorkDirectory;

/**
 * Starts subjects, each in a process of its own.
 *
 * @param work takes logs and recordings
 * @param temporary an empty directory for what they write
 */
record Subjects(WorkDirectory work, Path temporary) {

  static final String HEAP = "1g";
  static final String LARGE_HEAP = "4g";

  static Subjects in(WorkDirectory work) {
    return new Subjects(work, work.empty("tmp"));
  }

  /**
   * @param warmUp as {@link CommitWatch} has it
   * @param total as {@link CommitWatch} has it
   * @param recorded whether JFR watches
   */
  Child start(
      Subject subject, RunTopics topics, long warmUp, long total, String heap, boolean recorded) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + temporary));
    if (recorded) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,filename=%s"
              .formatted(work.file(topics.run() + ".jfr")));
    }
    return Child.ofMain(
        work.file("logs/%s.log".formatted(topics.run())),
        options,
        SubjectMain.class,
        SubjectMain.arguments(subject, topics, warmUp, total));
  }
}
