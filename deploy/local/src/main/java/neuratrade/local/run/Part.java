package neuratrade.local.run;

import java.time.Duration;
import java.util.List;

/**
 * One process of a run, before it is started.
 *
 * @param name as people see it, and its log file's name
 * @param command what is run
 * @param ports where it will listen, so that a taken one is found before anything starts
 * @param readiness how to see that it serves
 * @param shown what is told once it does: an address, mostly
 * @param startWithin how long it may take to serve
 * @param stopWithin how long it may take to end when asked, before it is killed; longer if others
 *     stopped sooner than they had to
 */
public record Part(
    String name,
    List<String> command,
    List<Integer> ports,
    Readiness readiness,
    String shown,
    Duration startWithin,
    Duration stopWithin) {

  public Part {
    command = List.copyOf(command);
    ports = List.copyOf(ports);
  }
}
