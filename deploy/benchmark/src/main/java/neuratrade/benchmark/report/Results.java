package neuratrade.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The file with all figures: one flat JSON object of names to numbers. It outlives a run, since a
 * run of one name measures only that name's figures anew.
 */
public final class Results {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Path file;

  public Results(Path file) {
    this.file = file;
  }

  /**
   * Puts {@code figures} in the place of all that begin with one of {@code runs} and a point, and
   * of those of the same name.
   */
  public void replace(List<String> runs, Map<String, Double> figures) {
    try {
      ObjectNode results =
          Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
      results
          .properties()
          .removeIf(entry -> runs.stream().anyMatch(run -> entry.getKey().startsWith(run + ".")));
      figures.forEach((name, value) -> results.put(name, Numbers.written(value)));
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      // Whole or not at all: nobody reads half a file.
      Path next = file.resolveSibling(file.getFileName() + ".next");
      JSON.writeValue(next.toFile(), results);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
