package neuratrade.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

  private @TempDir Path folder;

  @Test
  void readsWhatWasWritten() {
    RunFile written = ofThisProcess();

    written.write(folder.resolve("run.json"));

    assertThat(RunFile.read(folder.resolve("run.json"))).contains(written);
    assertThat(written.url()).isEqualTo("ws://localhost:8080/ws");
    assertThat(written.ports()).containsEntry("broker", List.of(9092, 9093));
  }

  @Test
  void leavesNothingButTheFile() throws Exception {
    ofThisProcess().write(folder.resolve("run.json"));
    ofThisProcess().write(folder.resolve("run.json"));

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("run.json"));
    }
  }

  @Test
  void isNotThereBeforeTheRunIs() {
    assertThat(RunFile.read(folder.resolve("run.json"))).isEmpty();
  }

  @Test
  void isOverWhenAnotherProcessHasTheNumber() {
    RunFile run = ofThisProcess();
    new RunFile(
            run.supervisor(),
            run.startedMillis() - 1_000,
            run.url(),
            run.kafka(),
            run.ports(),
            run.pids(),
            run.accounts())
        .write(folder.resolve("run.json"));

    assertThat(RunFile.read(folder.resolve("run.json"))).isEmpty();
  }

  private static RunFile ofThisProcess() {
    Part broker =
        new Part(
            "broker",
            List.of(),
            List.of(9092, 9093),
            log -> true,
            "",
            Duration.ZERO,
            Duration.ZERO);
    return RunFile.ofThisProcess(
        Ports.plan(null, null), List.of(broker), Map.of("broker", 4711L), List.of("demo-1x"));
  }
}
