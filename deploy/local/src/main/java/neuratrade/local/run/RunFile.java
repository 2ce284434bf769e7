package neuratrade.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import neuratrade.pipeline.message.Json;

/**
 * What a run tells the other commands, in {@code run.json}: there while all its parts serve.
 *
 * @param supervisor the process that owns the run
 * @param startedMillis when that process began, so that another one of the same number is not taken
 *     for it; 0 where the system does not tell
 * @param url where WebSocket clients connect
 * @param kafka where producers connect
 * @param ports of every part, by its name
 * @param pids of every part, by its name
 * @param accounts those of the demo feed
 */
public record RunFile(
    long supervisor,
    long startedMillis,
    String url,
    String kafka,
    Map<String, List<Integer>> ports,
    Map<String, Long> pids,
    List<String> accounts) {

  /** What this process, as the supervisor, has to tell. */
  public static RunFile ofThisProcess(
      Ports ports, List<Part> parts, Map<String, Long> pids, List<String> accounts) {
    ProcessHandle self = ProcessHandle.current();
    Map<String, List<Integer>> byName = new java.util.TreeMap<>();
    parts.forEach(part -> byName.put(part.name(), part.ports()));
    return new RunFile(
        self.pid(),
        startOf(self),
        ports.webSocketUrl(),
        ports.bootstrapServers(),
        byName,
        pids,
        accounts);
  }

  /** Writes the file; a reader sees all of it or nothing. */
  public void write(Path file) {
    try {
      Path whole = Files.createTempFile(file.getParent(), "run", ".json");
      Files.write(whole, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the file says, if there is one and its run is alive. */
  public static Optional<RunFile> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      RunFile run = Json.MAPPER.readValue(Files.readAllBytes(file), RunFile.class);
      return Optional.of(run).filter(RunFile::alive);
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty(); // The run ended between the two steps.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private boolean alive() {
    return ProcessHandle.of(supervisor)
        .filter(process -> startOf(process) == startedMillis)
        .isPresent();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
