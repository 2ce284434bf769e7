package neuratrade.local.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A part's process. Its standard input is a pipe that closes when this process ends. */
final class RunningPart {

  private static final Duration KILLED_WITHIN = Duration.ofMillis(500);

  private final Part part;
  private final Path log;
  private final Process process;

  private RunningPart(Part part, Path log, Process process) {
    this.part = part;
    this.log = log;
    this.process = process;
  }

  static RunningPart start(Part part, Path logs) {
    Path log = logs.resolve(part.name() + ".log");
    try {
      Process process =
          new ProcessBuilder(part.command())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new RunningPart(part, log, process);
    } catch (IOException e) {
      throw new StartFailedException(
          "%s cannot be started: %s".formatted(part.name(), e.getMessage()));
    }
  }

  Part part() {
    return part;
  }

  long pid() {
    return process.pid();
  }

  boolean ready() {
    return part.readiness().reached(log);
  }

  /** Waits, at most so long, for the process to end; whether it has. */
  boolean endedWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  void askToEnd() {
    // Not Process.destroy, which also closes the pipe that the leash holds.
    boolean unusedAlive = process.toHandle().destroy();
  }

  void kill() {
    process.destroyForcibly();
    boolean unusedEnded = endedWithin(KILLED_WITHIN);
  }

  /** How it ended, and the end of its log. */
  String lastWords() {
    return "%s ended with code %d; %s".formatted(part.name(), process.exitValue(), LogTail.of(log));
  }

  /** The end of its log. */
  String logTail() {
    return LogTail.of(log);
  }
}
