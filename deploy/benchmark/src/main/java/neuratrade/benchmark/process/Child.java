package neuratrade.benchmark.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that this one started and ends. What it prints is read line by line; what it logs goes
 * to a file. Our own programs end by themselves when their standard input does, so none outlives
 * this process, however it ends.
 */
public final class Child implements AutoCloseable {

  // A JVM that writes its AOT cache on the way out takes its time.
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(60);
  private static final int TAIL = 15;

  private final Process process;
  private final Path log;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("child-output").factory());
  private final Thread atExit;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.output = process.inputReader(UTF_8);
    this.input = process.outputWriter(UTF_8);
    this.atExit = new Thread(process::destroy, "child-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Runs a main class of ours on this JVM's own class path. */
  public static Child ofMain(
      Path log, List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return java(log, command);
  }

  /** Runs this JVM's {@code java}. */
  public static Child java(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return of(log, command);
  }

  /**
   * Runs any program.
   *
   * @param log takes its standard error, added to what is there
   */
  public static Child of(Path log, List<String> command) {
    try {
      return new Child(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /**
   * What follows {@code word} on the next line that begins with it.
   *
   * @throws IllegalStateException with the last lines of its log, if it ends or is late
   */
  public String expect(String word, Duration bound) {
    try {
      return reader.submit(() -> lineWith(word)).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause() + tail(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no '%s' within %d s%s".formatted(word, bound.toSeconds(), tail()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for '" + word + "'", e);
    }
  }

  private String lineWith(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
    }
    throw new IOException("the process ended before it said '" + word + "'");
  }

  /** Writes a line to its standard input. */
  public void say(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw failure("it does not hear '" + line + "'");
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    close();
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    reader.shutdownNow();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is ending already, and the hook does it.
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.printf("process %d did not end and is killed%n", process.pid());
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** What went wrong with this process, with the last lines of its log. */
  public IllegalStateException failure(String what) {
    return new IllegalStateException(what + tail());
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "; the end of %s:%n%s"
          .formatted(
              log,
              String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
    } catch (IOException e) {
      return "; its log cannot be read: " + e;
    }
  }
}
