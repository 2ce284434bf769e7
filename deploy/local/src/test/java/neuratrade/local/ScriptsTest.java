package neuratrade.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, copied into a checkout in which nothing is built. */
class ScriptsTest {

  private @TempDir Path root;
  private Path target;

  @BeforeEach
  void copyScripts() throws IOException {
    Path local = Files.createDirectories(root.resolve("deploy/local"));
    target = Files.createDirectories(local.resolve("target"));
    Files.createDirectories(root.resolve(".mvn"));
    for (String script : new String[] {"up", "build", "java", "watch", "token", "check"}) {
      Files.copy(Path.of(script), local.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.copy(Path.of("../../.mvn/find-jdk"), root.resolve(".mvn/find-jdk"));
  }

  @Test
  void refusesASecondUp() throws Exception {
    long self = ProcessHandle.current().pid();
    Files.writeString(target.resolve("up.pid"), self + "\n");

    Ended up = run("up");

    assertThat(up.code()).isEqualTo(1);
    assertThat(up.said())
        .contains("deploy/local/up runs already, as process " + self)
        .doesNotContain("building");
  }

  @Test
  void doesNotBuildUnderARunningUp() throws Exception {
    long self = ProcessHandle.current().pid();
    Files.writeString(target.resolve("up.pid"), self + "\n");

    Ended check = run("check");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.said()).contains("runs already, as process " + self);
  }

  @Test
  void takesOverFromAnUpThatIsDeadAndCleansUpWhenItCannotBuild() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Files.writeString(target.resolve("up.pid"), dead.pid() + "\n");

    Ended up = run("up");

    assertThat(up.code()).isEqualTo(1);
    assertThat(up.said()).contains("building").contains("The build failed");
    assertThat(target.resolve("up.pid")).doesNotExist();
  }

  @Test
  void saysThatNothingIsBuilt() throws Exception {
    Ended watch = run("watch");

    assertThat(watch.code()).isEqualTo(1);
    assertThat(watch.said()).contains("Nothing is built yet: start deploy/local/up first.");
  }

  private record Ended(int code, String said) {}

  private Ended run(String script) throws Exception {
    Path said = root.resolve(script + ".said");
    Process process =
        new ProcessBuilder(root.resolve("deploy/local").resolve(script).toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8));
  }
}
