package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the pipeline, started by a test, which ends it whatever happens. */
final class Part implements AutoCloseable {

  private static final Duration START_BOUND = Duration.ofSeconds(60);
  private static final Duration STOP_BOUND = Duration.ofSeconds(30);
  private static final Duration KILL_BOUND = Duration.ofSeconds(10);
  private static final int PROBE_MILLIS = 2_000;
  private static final Path JAVA = Path.of(System.getProperty("java.home", ""), "bin");

  private final String name;
  private final Process process;
  private final Path log;
  private final int port;

  private Part(String name, Process process, Path log, int port) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts a JVM that serves its readiness at {@code port}.
   *
   * @param arguments what follows {@code java}
   * @param log takes all that it prints
   */
  static Part start(String name, int port, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.resolve("java").toString());
    command.addAll(arguments);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      File output = log.toFile();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      return new Part(name, process, log, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Waits until it is ready; one that ends before is an error that shows its last words. */
  Part awaitReady() {
    await(name + " is ready")
        .atMost(START_BOUND)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !isAlive() || isReady());
    if (!isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d before it was ready:%n%s".formatted(name, exitCode(), lastWords()));
    }
    return this;
  }

  boolean isReady() {
    try {
      HttpURLConnection probe =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + "/q/health/ready").toURL().openConnection();
      probe.setConnectTimeout(PROBE_MILLIS);
      probe.setReadTimeout(PROBE_MILLIS);
      return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * What it shows at {@code /q/metrics}: the sum of all series of that name with that label.
   *
   * @param label such as {@code tier="ring"}; empty for all series
   */
  long metric(String name, String label) {
    try (InputStream in =
        URI.create("http://localhost:" + port + "/q/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
          .filter(line -> line.contains(label))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(KILL_BOUND);
  }

  /** SIGTERM; waits for the end and says how long it took. */
  Duration stop() {
    long begun = System.nanoTime();
    process.destroy();
    awaitEnd(STOP_BOUND);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Stops it where it stands, as a machine that hangs would. */
  void freeze() {
    signal("-STOP");
  }

  /** It goes on as if no time had passed. */
  void thaw() {
    signal("-CONT");
  }

  /** Bytes of its heap that are in use right after a collection. */
  long liveHeapBytes() {
    String histogram =
        run(
            KILL_BOUND,
            JAVA.resolve("jcmd").toString(),
            Long.toString(process.pid()),
            "GC.class_histogram");
    String total = histogram.lines().reduce("", (before, line) -> line);
    return Long.parseLong(total.trim().split("\\s+")[2]);
  }

  @Override
  public void close() {
    if (isAlive()) {
      thaw();
      process.destroy();
      try {
        if (!process.waitFor(KILL_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  void awaitEnd(Duration bound) {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "%s did not end within %d s:%n%s".formatted(name, bound.toSeconds(), lastWords()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
    }
  }

  private void signal(String signal) {
    run(KILL_BOUND, "kill", signal, Long.toString(process.pid()));
  }

  /** Runs a JVM to its end within the bound, and returns what it printed. */
  static String run(List<String> arguments, Duration bound) {
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(JAVA.resolve("java").toString());
    return run(bound, command.toArray(String[]::new));
  }

  private static String run(Duration bound, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // Reading what it prints has no bound of its own: its end is one. Destroying one that has
      // ended would close what is still to be read.
      var unused =
          process
              .onExit()
              .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(late -> process.destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(KILL_BOUND.toMillis(), TimeUnit.MILLISECONDS)
          || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
