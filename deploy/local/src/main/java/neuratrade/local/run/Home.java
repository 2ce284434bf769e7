package neuratrade.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie in a checkout.
 *
 * @param root the checkout
 */
public record Home(Path root) {

  /** The checkout whose scripts started this process. */
  public static Home ofThisProcess() {
    String root = System.getProperty("neuratrade.home");
    if (root == null) {
      throw new IllegalStateException(
          "neuratrade.home is not set: use the scripts of deploy/local");
    }
    return new Home(Path.of(root));
  }

  public Path local() {
    return root.resolve("deploy/local");
  }

  public Path target() {
    return local().resolve("target");
  }

  public Path logs() {
    return target().resolve("logs");
  }

  public Path data() {
    return target().resolve("data");
  }

  public Path keys() {
    return target().resolve("keys");
  }

  public Path runFile() {
    return target().resolve("run.json");
  }

  /** Names the process that runs here; the script {@code up} writes it before it builds. */
  public Path pidFile() {
    return target().resolve("up.pid");
  }

  /** Deletes what says that something runs here. */
  public void forgetRun() throws IOException {
    Files.deleteIfExists(runFile());
    Files.deleteIfExists(pidFile());
  }

  /** This module's own jar, which is also the agent that holds a part on its {@link Leash}. */
  Path jar() {
    return target().resolve("neuratrade-local.jar");
  }

  String classPath() {
    return jar() + ":" + target().resolve("lib/*");
  }

  Path service(String module) {
    return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
