package neuratrade.benchmark.start;

import java.nio.file.Path;
import java.util.List;

/**
 * What is started.
 *
 * @param name of its module, such as {@code risk-worker}
 * @param jar its {@code quarkus-run.jar}
 * @param options of its JVM, beside its broker and its port
 */
public record Service(String name, Path jar, List<String> options) {

  public static Service ofModule(Path home, String name, List<String> options) {
    return new Service(
        name, home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar"), options);
  }

  String title() {
    String words = name.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  String figure() {
    return "start." + name.replace('-', '_') + "_ms";
  }
}
