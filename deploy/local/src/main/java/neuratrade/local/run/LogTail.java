package neuratrade.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, for an error message. */
public final class LogTail {

  private static final int LINES = 12;

  private LogTail() {}

  /** Names the file and quotes its last lines. */
  public static String of(Path log) {
    try {
      // Lenient about bytes that are no UTF-8: a log may hold anything.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(line -> "  | " + line)
          .collect(Collectors.joining("\n", "the end of " + log + ":\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
