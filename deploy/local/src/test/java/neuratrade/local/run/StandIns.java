package neuratrade.local.run;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts that cost little, on the leash like the real ones. */
final class StandIns {

  static final Duration STOPS = Duration.ofSeconds(3);

  private StandIns() {}

  static Part part(String name, Path folder, String... manner) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-javaagent:" + agent(), "-cp", classPath(), StandIn.class.getName()));
    arguments.addAll(List.of(name, diary(folder).toString()));
    arguments.addAll(Arrays.asList(manner));
    return new Part(
        name,
        Commands.java(arguments),
        List.of(),
        Readiness.logged(name + " ready"),
        "",
        Duration.ofSeconds(60),
        STOPS);
  }

  static Path diary(Path folder) {
    return folder.resolve("diary");
  }

  /** Where this module's own classes and tests are. */
  static String classPath() {
    return location(StandIn.class) + ":" + location(Supervisor.class);
  }

  // Built by the package phase, which is over when integration tests run.
  private static Path agent() {
    return Path.of("target/neuratrade-local.jar").toAbsolutePath();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
