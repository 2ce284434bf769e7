package neuratrade.local.run;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Owns the processes of a run: starts them wave by wave, each wave when the one before it is ready,
 * and stops the waves in the opposite order, each within its bound.
 *
 * <p>One thread starts and watches; {@link #stop} may come from any other, at any time, and returns
 * when nothing runs any more.
 */
public final class Supervisor {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final List<List<Part>> waves;
  private final Path logs;
  private final PrintStream out;
  private final Deque<List<RunningPart>> running = new ArrayDeque<>();
  private volatile boolean stopping;

  /**
   * @param waves the parts of one are started and stopped together
   */
  public Supervisor(List<List<Part>> waves, Path logs, PrintStream out) {
    this.waves = List.copyOf(waves);
    this.logs = logs;
    this.out = out;
  }

  /**
   * Looks for ports that somebody else has, before anything is touched.
   *
   * @throws StartFailedException naming the port, the part that needs it, and what to do
   */
  public void requireFreePorts() {
    waves.stream().flatMap(List::stream).forEach(Supervisor::requireFreePorts);
  }

  private static void requireFreePorts(Part part) {
    for (int port : part.ports()) {
      if (!isFree(port)) {
        throw new StartFailedException(
            "Port %d, which the %s needs, is taken: end what holds it, or choose other ports with --base-port N or, for the gateway alone, --port N."
                .formatted(port, part.name()));
      }
    }
  }

  /**
   * Starts everything.
   *
   * @return whether all serve; false if {@link #stop} came first
   * @throws StartFailedException if a part ends or is not ready in time; what was started is still
   *     to be stopped
   */
  public boolean start() {
    for (List<Part> wave : waves) {
      long begun = System.nanoTime();
      for (RunningPart started : start(wave)) {
        if (!awaitReady(started, begun)) {
          return false;
        }
        Part part = started.part();
        say("%-13s ready   %4.1f s  %s", part.name(), secondsSince(begun), part.shown());
      }
    }
    return !stopping;
  }

  /** What it started, which is less than the wave only if {@link #stop} came first. */
  private synchronized List<RunningPart> start(List<Part> wave) {
    List<RunningPart> started = new ArrayList<>();
    if (!stopping) {
      running.push(started);
      wave.forEach(part -> started.add(RunningPart.start(part, logs)));
    }
    return started;
  }

  /** Returns when {@link #stop} was called; throws when a part ends by itself. */
  public void watch() {
    while (!stopping) {
      for (RunningPart part : snapshot()) {
        if (part.endedWithin(LOOK_EVERY) && !stopping) {
          throw new StartFailedException(part.lastWords());
        }
      }
    }
  }

  /** The process of every part that was started. */
  public synchronized Map<String, Long> pids() {
    return snapshot().stream()
        .collect(Collectors.toMap(each -> each.part().name(), RunningPart::pid));
  }

  /**
   * Stops all parts, the last wave first. What a wave does not need of its time is given to the
   * next, so all together keep to the sum of the waves' bounds, each that of its slowest part.
   * Further calls wait for the first and do nothing.
   */
  public void stop() {
    stopping = true;
    synchronized (this) {
      Duration spare = Duration.ZERO;
      while (!running.isEmpty()) {
        List<RunningPart> wave = running.pop();
        Duration bound = spare;
        for (RunningPart part : wave) {
          Duration own = spare.plus(part.part().stopWithin());
          bound = own.compareTo(bound) > 0 ? own : bound;
          part.askToEnd();
        }
        spare = awaitEnd(wave, bound);
      }
    }
  }

  /** Kills what has not ended within the bound; what is left of that. */
  private Duration awaitEnd(List<RunningPart> wave, Duration bound) {
    long begun = System.nanoTime();
    for (RunningPart part : wave) {
      boolean ended = part.endedWithin(left(bound, begun));
      String how = ended ? "stopped" : "killed ";
      if (!ended) {
        part.kill();
      }
      say("%-13s %s %4.1f s", part.part().name(), how, secondsSince(begun));
    }
    return left(bound, begun);
  }

  private static Duration left(Duration bound, long begun) {
    Duration left = bound.minusNanos(System.nanoTime() - begun);
    return left.isPositive() ? left : Duration.ZERO;
  }

  private boolean awaitReady(RunningPart part, long begun) {
    while (!part.ready()) {
      boolean ended = part.endedWithin(LOOK_EVERY);
      if (stopping) {
        return false;
      }
      if (ended) {
        throw new StartFailedException(part.lastWords());
      }
      if (System.nanoTime() - begun > part.part().startWithin().toNanos()) {
        throw new StartFailedException(
            "%s was not ready within %d s; %s"
                .formatted(
                    part.part().name(), part.part().startWithin().toSeconds(), part.logTail()));
      }
    }
    return true;
  }

  private synchronized List<RunningPart> snapshot() {
    return running.stream().flatMap(List::stream).toList();
  }

  /** Whether nobody listens on this port of the loopback interface. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void say(String format, Object... values) {
    out.println(format.formatted(values));
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
