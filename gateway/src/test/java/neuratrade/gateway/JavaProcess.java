package neuratrade.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small JVM beside the test's, on the same class path. */
final class JavaProcess {

  private JavaProcess() {}

  static ProcessBuilder of(String mainClass, String heap, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                mainClass));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
