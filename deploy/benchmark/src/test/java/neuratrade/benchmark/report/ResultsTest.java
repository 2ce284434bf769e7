package neuratrade.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

  private Path file;
  private Results results;

  @BeforeEach
  void inAnEmptyDirectory(@TempDir Path directory) {
    file = directory.resolve("target/results.json");
    results = new Results(file);
  }

  @Test
  void aNamedRunReplacesOnlyItsOwnFigures() throws IOException {
    results.replace(List.of("stage"), Map.of("stage.old_ms", 1.0));
    results.replace(List.of("start"), Map.of("start.risk_worker_ms", 1_234.56));
    results.replace(List.of("stage"), Map.of("stage.risk.cpu_us_per_event", 4.56789));

    assertThat(Files.readString(file))
        .isEqualToIgnoringWhitespace(
            """
            {"start.risk_worker_ms": 1235, "stage.risk.cpu_us_per_event": 4.568}
            """);
  }

  @Test
  void aNameIsNotTakenForAnotherThatBeginsWithIt() throws IOException {
    results.replace(List.of("start"), Map.of("start.a_ms", 1.0));
    results.replace(List.of("star"), Map.of("star.a_ms", 2.0));

    assertThat(Files.readString(file)).contains("start.a_ms", "star.a_ms");
  }

  @Test
  void aRunOfNoNameLeavesOtherFiguresAsTheyAre() throws IOException {
    results.replace(List.of("stage"), Map.of("stage.a_ms", 1.0, "stage.b_ms", 2.0));
    results.replace(List.of(), Map.of("stage.b_ms", 3.0));

    assertThat(Files.readString(file)).contains("\"stage.a_ms\" : 1", "\"stage.b_ms\" : 3");
  }

  @Test
  void largeNumbersAreWrittenPlainly() throws IOException {
    results.replace(List.of("stage"), Map.of("stage.a_per_s", 12_000_000.0));

    assertThat(Files.readString(file)).contains(": 12000000");
  }
}
