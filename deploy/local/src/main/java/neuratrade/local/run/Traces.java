package neuratrade.local.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run could leave behind: its processes and its ports.
 *
 * @param session the process that leads the session in which all of it was started
 * @param pids the processes that are known by number
 * @param ports the ports that its parts listened on
 */
public record Traces(long session, Set<Long> pids, List<Integer> ports) {

  private static final Path PROC = Path.of("/proc");

  /**
   * The processes that are still there: those known, and, where the system has {@code /proc}, all
   * others of the session. One that ended and waits for its parent to ask is not.
   */
  public Set<Long> processesLeft() {
    Set<Long> left = new TreeSet<>();
    for (long pid : pids) {
      boolean there = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
      if (there && !stat(pid).state().equals("Z")) {
        left.add(pid);
      }
    }
    if (Files.isDirectory(PROC.resolve("self"))) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path each : all) {
          long pid = Long.parseLong(each.getFileName().toString());
          Stat stat = stat(pid);
          if (stat.session() == session && !stat.state().equals("Z")) {
            left.add(pid);
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return left;
  }

  /** The ports on which somebody still listens. */
  public List<Integer> portsOpen() {
    return ports.stream().filter(port -> !Supervisor.isFree(port)).toList();
  }

  private record Stat(String state, long session) {}

  // pid (name) state parent group session …; the name may hold blanks and parentheses.
  private static Stat stat(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new Stat(fields[0], Long.parseLong(fields[3]));
    } catch (IOException e) {
      return new Stat("", -1); // It ended, or this system has no such files.
    }
  }
}
