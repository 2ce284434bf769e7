package neuratrade.local.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a part's JVM is called. */
final class Commands {

  private Commands() {}

  /**
   * This process's own Java, deaf to what the terminal says: Ctrl-C and the terminal's end reach
   * every process in it, and a part must leave them to the supervisor, which stops the parts in
   * order. A signal that a shell ignores stays ignored in what it execs.
   */
  static List<String> java(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "part"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }
}
