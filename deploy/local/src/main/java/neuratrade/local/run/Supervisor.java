package neuratrade.local.run;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Owns the processes of a run: starts the parts in order, each when the one before it is ready, and
 * stops them in the opposite order, each within its bound.
 *
 * <p>One thread starts and watches; {@link #stop} may come from any other, at any time, and returns
 * when nothing runs any more.
 */
public final class Supervisor {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final List<Part> parts;
  private final Path logs;
  private final PrintStream out;
  private final Deque<RunningPart> running = new ArrayDeque<>();
  private volatile boolean stopping;

  public Supervisor(List<Part> parts, Path logs, PrintStream out) {
    this.parts = List.copyOf(parts);
    this.logs = logs;
    this.out = out;
  }

  /**
   * Looks for ports that somebody else has, before anything is touched.
   *
   * @throws StartFailedException naming the port, the part that needs it, and what to do
   */
  public void requireFreePorts() {
    for (Part part : parts) {
      for (int port : part.ports()) {
        if (!isFree(port)) {
          throw new StartFailedException(
              "Port %d, which the %s needs, is taken: end what holds it, or choose other ports with --base-port N or, for the gateway alone, --port N."
                  .formatted(port, part.name()));
        }
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
    for (Part part : parts) {
      long begun = System.nanoTime();
      RunningPart started;
      synchronized (this) {
        if (stopping) {
          return false;
        }
        started = RunningPart.start(part, logs);
        running.push(started);
      }
      if (!awaitReady(started, begun)) {
        return false;
      }
      say("%-12s ready   %4.1f s  %s", part.name(), secondsSince(begun), part.shown());
    }
    return true;
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
    return running.stream().collect(Collectors.toMap(each -> each.part().name(), RunningPart::pid));
  }

  /**
   * Stops all parts, the last one first. What a part does not need of its time is given to the
   * next, so all together keep to the sum of their bounds. Further calls wait for the first and do
   * nothing.
   */
  public void stop() {
    stopping = true;
    synchronized (this) {
      Duration spare = Duration.ZERO;
      while (!running.isEmpty()) {
        RunningPart part = running.pop();
        Duration bound = part.part().stopWithin().plus(spare);
        long begun = System.nanoTime();
        String how = part.stop(bound) ? "stopped" : "killed ";
        say("%-12s %s %4.1f s", part.part().name(), how, secondsSince(begun));
        Duration unspent = bound.minusNanos(System.nanoTime() - begun);
        spare = unspent.isPositive() ? unspent : Duration.ZERO;
      }
    }
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
    return List.copyOf(running);
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
