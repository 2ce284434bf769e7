package neuratrade.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import neuratrade.local.run.Home;
import neuratrade.local.run.LogTail;
import neuratrade.local.run.RunFile;
import neuratrade.local.run.Traces;

/**
 * Does what a newcomer does, by the same scripts: up, watch until a halt, stop. Then it counts what
 * is left.
 */
final class Check {

  private static final Duration UP_WITHIN = Duration.ofMinutes(5);
  private static final Duration HALT_WITHIN = Duration.ofSeconds(120);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Home home;
  private final Path log;
  private final Process up;
  private int shown;

  private Check(Home home, Path log, Process up) {
    this.home = home;
    this.log = log;
    this.up = up;
  }

  /** Whatever comes next, what was started ends: by TERM, else by force. */
  private void end() {
    up.destroy();
    if (!endedWithin(STOPPED_WITHIN.plusSeconds(5))) {
      up.destroyForcibly();
    }
  }

  private void run(long begunMillis) {
    RunFile run = awaitUp(begunMillis);
    System.out.printf("up after %d s%n", (System.currentTimeMillis() - begunMillis) / 1000);
    Traces traces = new Traces(up.pid(), processes(run), ports(run));

    long watched = System.nanoTime();
    int code = watchUntilHalt();
    if (code != 0) {
      throw new IllegalStateException("watch ended with code " + code);
    }
    System.out.printf("halt seen after %d s%n", secondsSince(watched));

    long asked = System.nanoTime();
    up.destroy();
    boolean inTime = endedWithin(STOPPED_WITHIN);
    showLog();
    if (!inTime) {
      throw new IllegalStateException(
          "up did not end within %d s of TERM".formatted(STOPPED_WITHIN.toSeconds()));
    }
    System.out.printf("stopped in %d s%n", secondsSince(asked));

    Set<Long> left = traces.processesLeft();
    List<Integer> open = traces.portsOpen();
    System.out.printf("processes left: %d, ports still open: %d%n", left.size(), open.size());
    if (!left.isEmpty() || !open.isEmpty()) {
      throw new IllegalStateException("left behind: processes %s, ports %s".formatted(left, open));
    }
  }

  private RunFile awaitUp(long begunMillis) {
    while (true) {
      boolean ended = endedWithin(LOOK_EVERY);
      showLog();
      if (ended) {
        throw new IllegalStateException("up ended with code " + up.exitValue());
      }
      Optional<RunFile> run = RunFile.read(home.runFile());
      if (run.isPresent() && run.get().supervisor() == up.pid()) {
        return run.get();
      }
      if (System.currentTimeMillis() - begunMillis > UP_WITHIN.toMillis()) {
        throw new IllegalStateException("not up within %d s".formatted(UP_WITHIN.toSeconds()));
      }
    }
  }

  private int watchUntilHalt() {
    Process watch =
        start(
            new ProcessBuilder(
                    home.local().resolve("watch").toString(),
                    "--until",
                    "risk.halt",
                    "--timeout",
                    String.valueOf(HALT_WITHIN.toSeconds()))
                .inheritIO());
    try {
      if (!watch.waitFor(HALT_WITHIN.toSeconds() + 10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("watch did not end at its timeout");
      }
      return watch.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      watch.destroy();
    }
  }

  private Set<Long> processes(RunFile run) {
    Set<Long> pids = new TreeSet<>(run.pids().values());
    pids.add(run.supervisor());
    up.descendants().forEach(each -> pids.add(each.pid()));
    return pids;
  }

  private static List<Integer> ports(RunFile run) {
    return run.ports().values().stream().flatMap(Collection::stream).toList();
  }

  /** Shows what {@code up} has said since the last time. */
  private void showLog() {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      System.out.print(text.substring(shown, end).indent(2));
      shown = end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ends of the parts' logs, but not of those that an earlier run left. */
  private void showLogs(long begunMillis) {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(home.logs(), "*.log")) {
      for (Path each : logs) {
        boolean ours = Files.getLastModifiedTime(each).toMillis() >= begunMillis;
        if (ours && !each.equals(log)) { // What `up` said has been shown whole.
          System.err.println(LogTail.of(each));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean endedWithin(Duration bound) {
    try {
      return up.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !up.isAlive();
    }
  }

  private static Process start(ProcessBuilder command) {
    try {
      return command.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long secondsSince(long nanos) {
    return Math.round((System.nanoTime() - nanos) / 1e9);
  }

  private static Check begin(Home home, List<String> options) throws IOException {
    Files.createDirectories(home.logs());
    Path log = home.logs().resolve("up.log");
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(home.local().resolve("up").toString());
    command.addAll(options);
    Process up =
        start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
    return new Check(home, log, up);
  }

  public static void main(String[] options) throws IOException {
    Check check = begin(Home.ofThisProcess(), Arrays.asList(options));
    // On Ctrl-C too: `up` has a session of its own and hears nothing of it.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(check::end));
    String begun = System.getProperty("neuratrade.check.begun");
    long begunMillis = begun == null ? System.currentTimeMillis() : Long.parseLong(begun) * 1000;
    int code = 1;
    try {
      check.run(begunMillis);
      code = 0;
    } catch (RuntimeException e) {
      System.err.println("check: " + e.getMessage());
      check.showLogs(begunMillis);
    }
    System.exit(code);
  }
}
