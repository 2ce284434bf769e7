package neuratrade.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a benchmark keeps logs, recordings and what its processes write. */
public record WorkDirectory(Path root) {

  /** A file's path in it; the directory exists. */
  public Path file(String name) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling("."));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root, e);
    }
    return file;
  }

  /** An empty directory in it; what was there is gone. */
  public Path empty(String name) {
    Path directory = root.resolve(name);
    delete(name);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root, e);
    }
  }

  void delete(String name) {
    Path directory = root.resolve(name);
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
  }
}
